package com.jagcall.calls.media;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late it was each time that a call's packet was to be sent, in steps of 50 µs up to 100 ms.
 * Written by one thread, read by any.
 */
public final class Lateness {
  private static final int STEP_NANOS = 50_000;
  private static final int STEPS = 2000;

  private final AtomicLongArray counts = new AtomicLongArray(STEPS + 1);

  void add(long nanos) {
    int step = (int) Math.min(STEPS, Math.max(0, nanos) / STEP_NANOS);
    counts.setPlain(step, counts.getPlain(step) + 1);
  }

  /** Turns to send so far. */
  public long count() {
    return countLaterThanMillis(0);
  }

  /** Turns that came later than this, of up to 100 ms. */
  public long countLaterThanMillis(int millis) {
    long sum = 0;
    for (int i = millis * (1_000_000 / STEP_NANOS); i <= STEPS; i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /**
   * Milliseconds that so much of the packets were not later than; 0 before the first.
   *
   * @param share 0–1
   */
  public double percentileMillis(double share) {
    long wanted = (long) Math.ceil(count() * share);
    long sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      sum += counts.get(i);
      if (sum >= wanted && sum > 0) {
        return (i + 1) * STEP_NANOS / 1e6;
      }
    }
    return 0;
  }
}
