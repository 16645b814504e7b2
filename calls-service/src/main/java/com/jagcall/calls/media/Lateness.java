package com.jagcall.calls.media;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late packets were sent, in steps of 50 µs up to 100 ms. Written by one thread, read by any.
 */
public final class Lateness {
  private static final int STEP_NANOS = 50_000;
  private static final int STEPS = 2000;

  private final AtomicLongArray counts = new AtomicLongArray(STEPS + 1);

  void add(long nanos) {
    int step = (int) Math.min(STEPS, Math.max(0, nanos) / STEP_NANOS);
    counts.setPlain(step, counts.getPlain(step) + 1);
  }

  /** Packets sent so far. */
  public long count() {
    long sum = 0;
    for (int i = 0; i <= STEPS; i++) {
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
