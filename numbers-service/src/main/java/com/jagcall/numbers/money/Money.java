package com.jagcall.numbers.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An amount of US dollars, not negative.
 *
 * @param micros millionths of a dollar, from 0 to {@link #MAX_MICROS}
 */
public record Money(long micros) {
  /** The only currency there is. */
  public static final String CURRENCY = "USD";

  /** A million dollars: more than any number costs in a month. */
  public static final long MAX_MICROS = 1_000_000_000_000L;

  private static final int MICRO_DIGITS = 6;
  private static final int USUAL_DIGITS = 4;

  /** Refuses what is out of range. */
  public Money {
    if (micros < 0 || micros > MAX_MICROS) {
      throw new IllegalArgumentException(micros + " micros are out of range");
    }
  }

  /**
   * Reads digits with at most four decimals, such as {@code 1.15}; empty when it is anything else,
   * or out of range.
   */
  public static Optional<Money> parse(String text) {
    if (text.length() > 20 || !text.matches("[0-9]{1,7}(\\.[0-9]{1,4})?")) {
      return Optional.empty();
    }
    long micros = new BigDecimal(text).movePointRight(MICRO_DIGITS).longValueExact();
    return micros > MAX_MICROS ? Optional.empty() : Optional.of(new Money(micros));
  }

  /** As the API writes it: four decimals, or six where four do not say all. */
  public String text() {
    BigDecimal amount = BigDecimal.valueOf(micros, MICRO_DIGITS);
    return micros % 100 == 0
        ? amount.setScale(USUAL_DIGITS, RoundingMode.UNNECESSARY).toPlainString()
        : amount.toPlainString();
  }
}
