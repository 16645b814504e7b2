package com.jagcall.calls.sandbox;

import java.time.Duration;
import java.time.Instant;

/** The time in which calls of the sandbox happen. Tests have one that goes as they like. */
public interface SandboxTime {

  /** A time that begins now. */
  Run begin();

  /** The time of one call. */
  interface Run {
    /** When it is, in this time. */
    Instant now();

    /** When this time had gone on for so long. */
    Instant at(Duration offset);

    /** Does it when this time has gone on for so long since it began; not after {@link #stop}. */
    void when(Duration offset, Runnable work);

    /** Nothing more happens. */
    void stop();
  }
}
