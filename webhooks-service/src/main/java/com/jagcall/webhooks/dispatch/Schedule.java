package com.jagcall.webhooks.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a delivery is tried again: the schedule of Standard Webhooks, with jitter. */
final class Schedule {
  /** How long after the attempt before it each further attempt is made. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** How many attempts there are, the first one included. */
  static final int ATTEMPTS = PAUSES.size() + 1;

  /** A pause is longer or shorter by up to so much, lest what failed together comes together. */
  static final double JITTER = 0.1;

  private static final Duration LONGEST_WISH = Duration.ofHours(24);

  private Schedule() {}

  /**
   * The pause after a failed attempt; empty when it was the last.
   *
   * @param step how many attempts of the schedule were made, from 1
   * @param wish the answer's {@code Retry-After} (RFC 9110, 10.2.3), or null: at least so long, but
   *     not longer than a day
   * @param random from 0 to 1
   */
  static Optional<Duration> pause(int step, Duration wish, double random) {
    if (step >= ATTEMPTS) {
      return Optional.empty();
    }
    double factor = 1 - JITTER + 2 * JITTER * random;
    Duration planned = Duration.ofMillis(Math.round(PAUSES.get(step - 1).toMillis() * factor));
    return Optional.of(wish == null ? planned : longer(planned, shorter(wish, LONGEST_WISH)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
