package com.jagcall.common.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class MoneyTest {
  @Property
  void text_isReadAsItWasWritten(
      @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long micros) {
    Money money = new Money(micros);
    assertEquals(money, Money.parse(money.toString()));
    assertEquals(0, new BigDecimal(money.toString()).compareTo(BigDecimal.valueOf(micros, 6)));
  }

  @Example
  void places_areFourUnlessSixAreNeeded() {
    assertEquals("24.5100", Money.text(24_510_000));
    assertEquals("-0.0140", Money.text(-14_000));
    assertEquals("0.000025", Money.text(25));
    assertEquals("0.0000", Money.text(0));
    assertEquals("-9223372036854.775808", Money.text(Long.MIN_VALUE));
  }

  @Example
  void whatIsNoAmount_isRefused() {
    for (String text :
        new String[] {
          "", "-", "1.", ".5", "1,5", "+1", "1e3", "0x1", "1.0000000", "1234567890", "٣"
        }) {
      assertThrows(IllegalArgumentException.class, () -> Money.parse(text), text);
    }
  }
}
