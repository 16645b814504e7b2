package com.jagcall.numbers.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.numbers.lifecycle.Lifecycle.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The life of a number on virtual time. */
class LifecycleTest {
  private static final Terms TERMS =
      new Terms(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(1));

  /** Somebody's number, and a clock that jumps to its next step. */
  private static final class Life {
    Lifecycle now;
    Instant time;
    final List<String> events = new ArrayList<>();

    Life(String boughtAt) {
      time = Instant.parse(boughtAt);
      now = Lifecycle.bought(time);
    }

    Life step(boolean isCovered) {
      time = time.isAfter(now.nextStepAt()) ? time : now.nextStepAt();
      Outcome outcome = isCovered ? now.paid(time) : now.unpaid(time, TERMS);
      now = outcome.next();
      outcome.events().forEach(event -> events.add(time + " " + event.wire()));
      return this;
    }
  }

  @Example
  void boughtOnThe31st_isDueOnTheLastDay_andOnThe31stAgain() {
    Life life = new Life("2026-01-31T10:00:00Z");
    List<String> ends = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ends.add(life.now.paidUntil().toString());
      life.step(true);
    }
    assertEquals(
        List.of(
            "2026-02-28T10:00:00Z",
            "2026-03-31T10:00:00Z",
            "2026-04-30T10:00:00Z",
            "2026-05-31T10:00:00Z"),
        ends);
    assertEquals(5, life.now.monthsPaid());
  }

  @Example
  void neverPaidAgain_goesThroughGraceAndSuspension_untilItIsReleased() {
    Life life = new Life("2026-01-10T00:00:00Z");
    int steps = 0;
    while (life.now.status() != NumberStatus.RELEASED) {
      life.step(false);
      steps++;
    }
    assertEquals(
        List.of(
            "2026-02-10T00:00:00Z number.renewal_failed",
            "2026-02-17T00:00:00Z number.suspended",
            "2026-03-19T00:00:00Z number.released"),
        life.events);
    assertEquals(1 + 7 + 30, steps);
    assertEquals(1, life.now.monthsPaid());
    assertThrows(IllegalStateException.class, () -> life.step(true));
  }

  @Example
  void paidInGrace_isActiveAgain_andPaysForTheMonthThatWasDue() {
    Life life = new Life("2026-01-10T00:00:00Z").step(false).step(false).step(false);
    assertEquals(NumberStatus.GRACE, life.now.status());
    life.step(true);
    assertEquals(NumberStatus.ACTIVE, life.now.status());
    assertEquals(Instant.parse("2026-03-10T00:00:00Z"), life.now.paidUntil());
    assertEquals(
        List.of(
            "2026-02-10T00:00:00Z number.renewal_failed", "2026-02-13T00:00:00Z number.renewed"),
        life.events);
  }

  @Example
  void paidInSuspension_resumes_andPaysEveryMonthItWasKept() {
    Life life = new Life("2026-01-10T00:00:00Z");
    while (life.now.status() != NumberStatus.SUSPENDED) {
      life.step(false);
    }
    life.time = Instant.parse("2026-03-12T00:00:00Z");
    life.step(true);
    assertEquals(NumberStatus.ACTIVE, life.now.status());
    assertEquals(Instant.parse("2026-03-10T00:00:00Z"), life.now.paidUntil());
    // That month is over already: the next one is due at once.
    assertFalse(life.now.nextStepAt().isAfter(life.time));
    life.step(true);
    assertEquals(Instant.parse("2026-04-10T00:00:00Z"), life.now.paidUntil());
    assertEquals(
        List.of(
            "2026-03-12T00:00:00Z number.renewed",
            "2026-03-12T00:00:00Z number.resumed",
            "2026-03-12T00:00:00Z number.renewed"),
        life.events.subList(2, life.events.size()));
  }

  @Example
  void nobodyLooksForWeeks_theGraceBeginsWhenSomebodyDoes() {
    Life life = new Life("2026-01-10T00:00:00Z");
    life.time = Instant.parse("2026-03-01T00:00:00Z");
    life.step(false);
    assertEquals(NumberStatus.GRACE, life.now.status());
    assertEquals(life.time, life.now.statusSince());
    while (life.now.status() == NumberStatus.GRACE) {
      life.step(false);
    }
    assertEquals(Instant.parse("2026-03-08T00:00:00Z"), life.time);
  }

  @Property
  void whateverIsPaid_everyStepIsInItsOrder(
      @ForAll @Size(max = 200) List<Boolean> covered, @ForAll @IntRange(max = 300) int lateHours) {
    Life life = new Life("2026-01-31T23:59:59Z");
    int paid = 1;
    Instant firstFailure = null;
    for (boolean isCovered : covered) {
      Instant due = life.now.nextStepAt();
      life.time = due.plus(Duration.ofHours(lateHours));
      NumberStatus before = life.now.status();
      life.step(isCovered);
      paid += isCovered ? 1 : 0;
      assertEquals(paid, life.now.monthsPaid());
      if (isCovered) {
        assertEquals(NumberStatus.ACTIVE, life.now.status());
        firstFailure = null;
      } else if (before == NumberStatus.ACTIVE) {
        assertEquals(NumberStatus.GRACE, life.now.status());
        firstFailure = life.time;
      }
      Duration unpaid =
          firstFailure == null ? Duration.ZERO : Duration.between(firstFailure, life.time);
      switch (life.now.status()) {
        case GRACE -> assertTrue(unpaid.compareTo(TERMS.grace()) < 0);
        case SUSPENDED -> assertTrue(unpaid.compareTo(TERMS.grace()) >= 0);
        case RELEASED -> {
          assertTrue(unpaid.compareTo(TERMS.grace().plus(TERMS.suspension())) >= 0);
          return;
        }
        default -> assertEquals(Duration.ZERO, unpaid);
      }
      // It is tried again at least daily, and never without a pause.
      if (life.now.status() != NumberStatus.ACTIVE) {
        assertTrue(life.now.nextStepAt().isAfter(life.time));
        assertFalse(life.now.nextStepAt().isAfter(life.time.plus(TERMS.retry())));
      }
    }
  }
}
