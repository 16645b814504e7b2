package com.jagcall.numbers.inventory;

import com.jagcall.common.money.Money;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a number may cost in a month: from nothing to {@link #MAX}, in steps of 0.0001 USD. */
public final class MonthlyPrice {
  /** A million dollars: more than any number costs. */
  public static final Money MAX = new Money(1_000_000_000_000L);

  private static final Pattern TEXT = Pattern.compile("[0-9]{1,7}(\\.[0-9]{1,4})?");

  private MonthlyPrice() {}

  /** Reads digits with at most four decimals, such as {@code 1.15}; empty when it is no price. */
  public static Optional<Money> parse(String text) {
    return TEXT.matcher(text).matches()
        ? Optional.of(Money.parse(text)).filter(price -> price.micros() <= MAX.micros())
        : Optional.empty();
  }
}
