package com.jagcall.calls.media;

import java.time.Duration;

/**
 * Hears what happens to the media of a call. Called on the thread that paces every call: never
 * blocks, never waits.
 */
public interface MediaListener {
  /**
   * No RTP has come for the configured time while it should (not on hold): it never came, or it
   * stopped. Told once for each silence, which counts anew from each description of the other side.
   *
   * @param ever false when not one packet came since the start
   */
  default void mediaTimedOut(boolean ever, Duration silence) {}

  /** Packets come again after {@link #mediaTimedOut}. */
  default void mediaResumed() {}

  /** The other side put us on hold, or took us off it. */
  default void held(boolean held) {}
}
