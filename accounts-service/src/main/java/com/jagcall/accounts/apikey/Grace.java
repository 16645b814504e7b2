package com.jagcall.accounts.apikey;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How long a rolled key goes on working beside its successor. */
enum Grace {
  NONE("0", "Not at all", Duration.ZERO),
  HOUR("1h", "1 hour", Duration.ofHours(1)),
  DAY("24h", "24 hours", Duration.ofDays(1)),
  WEEK("7d", "7 days", Duration.ofDays(7));

  private final String wire;
  private final String label;
  private final Duration duration;

  Grace(String wire, String label, Duration duration) {
    this.wire = wire;
    this.label = label;
    this.duration = duration;
  }

  static Optional<Grace> of(String wire) {
    return Arrays.stream(values()).filter(grace -> grace.wire.equals(wire)).findFirst();
  }

  public String wire() {
    return wire;
  }

  public String label() {
    return label;
  }

  /** The choice that breaks nothing and still comes to an end. */
  public boolean preselected() {
    return this == DAY;
  }

  Duration duration() {
    return duration;
  }
}
