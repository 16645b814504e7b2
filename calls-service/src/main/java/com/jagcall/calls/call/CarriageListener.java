package com.jagcall.calls.call;

import java.time.Instant;

/**
 * Hears what becomes of a call that is carried, in its order. May be called from any thread, and
 * returns at once. {@link #ended} comes exactly once, and nothing after it.
 */
public interface CarriageListener {

  /** The other side rings; may come more than once. */
  void ringing(Instant at);

  /**
   * Somebody answered.
   *
   * @param at charging begins
   */
  void answered(Instant at);

  /** Something was said. */
  void said(Segment segment);

  /** How fast the agent answered; once at most, before the end. */
  default void measured(CallLatency latency) {}

  /** It is over. */
  void ended(Ending ending);
}
