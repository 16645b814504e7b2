package com.jagcall.messaging.smpp;

/**
 * At most so many in any second, exactly: it remembers when the last ones were. For one thread at a
 * time.
 */
final class RateLimit {

  private static final int MAX_PER_SECOND = 100_000;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long[] takenNanos;
  private int oldest;
  private int count;

  RateLimit(int perSecond) {
    if (perSecond < 1 || perSecond > MAX_PER_SECOND) {
      throw new IllegalArgumentException("a rate is 1 to " + MAX_PER_SECOND + " per second");
    }
    takenNanos = new long[perSecond];
  }

  /** How long until the next may go; 0 for now. */
  long waitNanos(long nowNanos) {
    if (count < takenNanos.length) {
      return 0;
    }
    return Math.max(0, takenNanos[oldest] + SECOND_NANOS - nowNanos);
  }

  /** Counts one that goes now; only when {@link #waitNanos} is 0. */
  void take(long nowNanos) {
    takenNanos[oldest] = nowNanos;
    oldest = (oldest + 1) % takenNanos.length;
    count = Math.min(count + 1, takenNanos.length);
  }
}
