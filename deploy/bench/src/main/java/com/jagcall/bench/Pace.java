package com.jagcall.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Time, where it has to pass. */
final class Pace {
  private static final Duration LOOK = Duration.ofMillis(250);

  private Pace() {}

  /** Something that is done at a moment. */
  @FunctionalInterface
  interface Step {
    void at(int number, Instant due);
  }

  /**
   * Does something at moments fixed beforehand, however long each takes: what comes late was due
   * when it was due.
   *
   * @param rate steps a second
   */
  static void steps(int count, int rate, Step step) {
    Instant start = Instant.now();
    for (int i = 0; i < count; i++) {
      Instant due = start.plusNanos(i * 1_000_000_000L / rate);
      until(due);
      step.at(i, due);
    }
  }

  static void pass(Duration time) {
    until(Instant.now().plus(time));
  }

  /** Looks again and again whether something is so; answers whether it became so in time. */
  static boolean await(Duration atMost, BooleanSupplier condition) {
    Instant end = Instant.now().plus(atMost);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      pass(LOOK);
    }
    return true;
  }

  private static void until(Instant moment) {
    for (Duration rest = Duration.between(Instant.now(), moment);
        !rest.isNegative() && !rest.isZero();
        rest = Duration.between(Instant.now(), moment)) {
      LockSupport.parkNanos(rest.toNanos());
    }
  }
}
