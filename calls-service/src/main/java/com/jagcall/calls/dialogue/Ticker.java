package com.jagcall.calls.dialogue;

import java.util.concurrent.TimeUnit;

/** Time that only goes forward, to measure with. */
public interface Ticker {
  /** The machine's. */
  Ticker SYSTEM = System::nanoTime;

  /** Nanoseconds since some moment. */
  long nanos();

  /** Milliseconds since the same moment. */
  default long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos());
  }
}
