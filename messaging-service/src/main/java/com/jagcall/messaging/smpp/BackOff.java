package com.jagcall.messaging.smpp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses that double, up to a greatest, each between half and the whole of it by chance. Safe for
 * threads.
 */
final class BackOff {

  private static final int MAX_DOUBLINGS = 30;

  private final long firstNanos;
  private final long maxNanos;
  private int doublings;

  BackOff(Duration first, Duration max) {
    this.firstNanos = first.toNanos();
    this.maxNanos = max.toNanos();
  }

  synchronized long nextNanos() {
    long whole = firstNanos;
    for (int i = 0; i < doublings && whole < maxNanos; i++) {
      whole *= 2;
    }
    whole = Math.min(whole, maxNanos);
    doublings = Math.min(doublings + 1, MAX_DOUBLINGS);
    return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
  }

  synchronized void reset() {
    doublings = 0;
  }
}
