package com.jagcall.calls.media;

/**
 * Hears a line. Called on the thread that paces every call: a listener copies what it needs and
 * returns; one that blocks makes every call stutter.
 */
public interface LineListener {
  /**
   * 20 ms have passed. Comes every 20 ms from the start to the end of the call, on hold and in
   * silence too, so that counting frames is telling the time.
   *
   * @param number from 0, of this line
   * @param caller what was heard, after the jitter buffer; both frames are used again afterwards:
   *     copy out of them
   * @param agent what was sent meanwhile, silence included
   */
  default void frame(long number, AudioFrame caller, AudioFrame agent) {}

  /** A mark was passed; {@code playedMillis} as {@link AudioLine#playedMillis()}. */
  default void markReached(String name, long playedMillis) {}

  /** The caller pressed a key; told once, in order, when the key is released or its end is lost. */
  default void dtmf(char digit, int durationMillis) {}
}
