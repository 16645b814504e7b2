package com.jagcall.billing.price;

import com.jagcall.common.money.Money;

/**
 * What a product costs, and how a quantity of it is rounded.
 *
 * @param id where it stands: version of the list and line, {@code v3:12}
 * @param micros price of one {@code unit}, in millionths of a dollar
 * @param unit how much of the product the price is for: 60 of a product that counts seconds is a
 *     price per minute
 * @param increment what is used is rounded up to a multiple of it
 * @param minimum what is charged at least, once anything is used
 */
public record Price(String id, long micros, int unit, int increment, int minimum) {
  /** 10,000 dollars. */
  public static final long MAX_MICROS = 10_000_000_000L;

  /** A day of seconds. */
  public static final int MAX_STEP = 86_400;

  /** Sixteen weeks of seconds. */
  public static final long MAX_QUANTITY = 10_000_000;

  /** Every charge is a whole multiple of 0.0001 dollars. */
  private static final long CHARGE_STEP = 100;

  public Price {
    within("price", micros, 0, MAX_MICROS);
    within("unit", unit, 1, MAX_STEP);
    within("increment", increment, 1, MAX_STEP);
    within("minimum", minimum, 0, MAX_STEP);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " must be from " + least + " to " + most);
    }
  }

  /**
   * What a quantity costs: rounded up to the increment, at least the minimum, then up to a whole
   * 0.0001 dollars. Nothing costs nothing.
   *
   * @param quantity from 0 to {@link #MAX_QUANTITY}
   */
  public Money rate(long quantity) {
    if (quantity < 0 || quantity > MAX_QUANTITY) {
      throw new IllegalArgumentException("quantity must be from 0 to " + MAX_QUANTITY);
    }
    if (quantity == 0) {
      return Money.ZERO;
    }
    long billable = ceil(Math.max(quantity, minimum), increment) * increment;
    // At most 10^10 times 10^7 and a day: far from the end of a long.
    return new Money(ceil(billable * micros, unit * CHARGE_STEP) * CHARGE_STEP);
  }

  /**
   * What a further part of one use costs, so that all its parts together cost what the whole does,
   * however it was divided.
   */
  public Money rate(long before, long more) {
    return new Money(rate(before + more).micros() - rate(before).micros());
  }

  private static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
