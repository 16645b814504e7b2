package com.jagcall.webhooks.dispatch;

import java.time.Duration;
import java.util.Optional;

/**
 * A delivery after an attempt.
 *
 * @param pause until the next attempt; empty when there is none
 */
record Settled(String endpointId, Queued delivery, Attempt attempt, Optional<Duration> pause) {

  static Settled of(String endpointId, Queued delivery, Attempt attempt, double random) {
    boolean isOver = attempt.isSuccess() || attempt.isGone();
    Optional<Duration> pause =
        isOver
            ? Optional.empty()
            : Schedule.pause(delivery.step() + 1, attempt.retryAfter(), random);
    return new Settled(endpointId, delivery, attempt, pause);
  }

  boolean isTriedAgain() {
    return pause.isPresent();
  }

  /** As the column {@code status} of the delivery has it. */
  String status() {
    if (attempt.isSuccess()) {
      return "succeeded";
    }
    return isTriedAgain() ? "pending" : "failed";
  }
}
