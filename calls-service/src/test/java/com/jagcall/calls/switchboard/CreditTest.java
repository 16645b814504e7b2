package com.jagcall.calls.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CreditTest {
  private static final Instant ANSWERED = Instant.parse("2026-01-01T00:00:00Z");
  private final Credit credit =
      Credit.from(ANSWERED, Duration.ofSeconds(60), Duration.ofSeconds(15));

  @Test
  void moreIsHeld_beforeItIsUsedUp() {
    assertEquals(ANSWERED.plusSeconds(60), credit.paidUntil());
    assertEquals(ANSWERED.plusSeconds(45), credit.nextExtension());
    assertEquals(1, credit.next());
    Credit extended = credit.extended();
    assertEquals(ANSWERED.plusSeconds(120), extended.paidUntil());
    assertEquals(2, extended.next());
  }

  @Test
  void whenNobodyKnows_thereIsTimeToAskAgain_andTimeToSayGoodbye() {
    assertFalse(credit.mustConclude(ANSWERED.plusSeconds(50)));
    assertTrue(credit.mustConclude(ANSWERED.plusSeconds(53)));
  }
}
