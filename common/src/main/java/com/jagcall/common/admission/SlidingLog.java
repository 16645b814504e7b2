package com.jagcall.common.admission;

import java.util.ArrayDeque;

/**
 * An exact sliding minute in memory: never more than the limit in any 60 s. The same rule as {@code
 * admit.lua}, for one replica.
 */
final class SlidingLog {
  private final ArrayDeque<Long> admitted = new ArrayDeque<>();

  /** Counts a request if the limit allows it; {@code nowMicros} must come from a steady clock. */
  synchronized Quota admit(int limit, long nowMicros) {
    Quota quota = peek(limit, nowMicros);
    if (quota.admitted()) {
      admitted.addLast(nowMicros);
    }
    return quota;
  }

  /** What {@link #admit} would answer, with nothing counted. */
  synchronized Quota peek(int limit, long nowMicros) {
    while (!admitted.isEmpty() && nowMicros - admitted.peekFirst() >= Quota.WINDOW_MICROS) {
      admitted.removeFirst();
    }
    long oldest = admitted.isEmpty() ? nowMicros : admitted.peekFirst();
    long reset = oldest + Quota.WINDOW_MICROS - nowMicros;
    return admitted.size() >= limit
        ? Quota.refused(limit, reset)
        : new Quota(true, limit, limit - admitted.size() - 1, reset);
  }
}
