package com.jagcall.webhooks.dispatch;

import java.time.Duration;

/**
 * What failures in a row mean for an endpoint: each halves how many attempts are under way at once,
 * and after {@link #OPENS_AT} it is left alone for a while, and then tried with one at a time.
 */
final class Breaker {
  static final int OPENS_AT = 8;
  private static final Duration FIRST_REST = Duration.ofSeconds(30);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);
  private static final int MAX_DOUBLINGS = 4;

  private Breaker() {}

  /** For how long an endpoint that failed so often in a row is left alone; zero: it is not. */
  static Duration rest(int failures) {
    if (failures < OPENS_AT) {
      return Duration.ZERO;
    }
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - OPENS_AT, MAX_DOUBLINGS));
    return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
  }

  /** How many attempts may be under way at once. */
  static int concurrency(int failures, int whenHealthy) {
    return Math.max(1, whenHealthy >> Math.min(failures, MAX_DOUBLINGS));
  }
}
