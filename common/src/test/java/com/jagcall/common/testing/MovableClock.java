package com.jagcall.common.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time, plus what a test moved it by. A service whose tests need it makes it a bean. */
public class MovableClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  /** Lets so much time pass. */
  public void move(Duration duration) {
    ahead = ahead.plus(duration);
  }

  /** Back to the present. */
  public void reset() {
    ahead = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("always UTC");
  }
}
