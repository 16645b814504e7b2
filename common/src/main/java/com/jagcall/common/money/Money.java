package com.jagcall.common.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of US dollars in whole millionths, which is how SQL keeps it too. On the wire it is a
 * decimal text with four places, or six when four cannot hold it.
 */
public record Money(long micros) {
  /** The currency of every amount (ISO 4217). */
  public static final String CURRENCY = "USD";

  /** An amount that a request names: below a billion, at most six places, no sign. */
  public static final String AMOUNT = "[0-9]{1,9}(\\.[0-9]{1,6})?";

  /** As {@link #AMOUNT}, and it may be negative. */
  public static final String SIGNED_AMOUNT = "-?" + AMOUNT;

  public static final Money ZERO = new Money(0);

  private static final int PLACES = 6;
  private static final int USUAL_PLACES = 4;
  private static final long USUAL_STEP = 100;
  private static final Pattern TEXT = Pattern.compile(SIGNED_AMOUNT);

  /**
   * Reads an amount as it stands on the wire.
   *
   * @throws IllegalArgumentException when the text is not {@link #SIGNED_AMOUNT}
   */
  public static Money parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("not an amount: " + text);
    }
    return new Money(new BigDecimal(text).movePointRight(PLACES).longValueExact());
  }

  /**
   * The sum.
   *
   * @throws ArithmeticException beyond nine million million dollars
   */
  public Money plus(Money other) {
    return new Money(Math.addExact(micros, other.micros));
  }

  /** The wire form: {@code 24.5100}, {@code -0.000025}. */
  @Override
  public String toString() {
    int places = micros % USUAL_STEP == 0 ? USUAL_PLACES : PLACES;
    return BigDecimal.valueOf(micros, PLACES).setScale(places).toPlainString();
  }

  /** The wire form of so many millionths. */
  public static String text(long micros) {
    return new Money(micros).toString();
  }
}
