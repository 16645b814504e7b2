package com.jagcall.numbers.lifecycle;

import java.time.Duration;

/**
 * How long somebody keeps a number that is not paid for. None of them negative.
 *
 * @param grace how long the number works on after the first month that could not be paid
 * @param suspension how long it is kept after that without working
 * @param retry how often the payment is tried again meanwhile
 */
public record Terms(Duration grace, Duration suspension, Duration retry) {

  /** Refuses what could never end, or would try without a pause. */
  public Terms {
    if (grace.isNegative() || suspension.isNegative() || retry.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("grace, suspension and retry must be positive times");
    }
  }
}
