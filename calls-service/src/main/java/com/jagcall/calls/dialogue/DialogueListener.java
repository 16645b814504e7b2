package com.jagcall.calls.dialogue;

/**
 * Hears of a conversation, in its order. Must not block. {@link #ended} comes exactly once, and
 * nothing after it.
 */
public interface DialogueListener {

  /** Something was heard by the other side, or said by it. */
  void said(Said entry);

  /** The agent's turn has begun to be heard. */
  default void answered(TurnLatency latency) {}

  /**
   * It is over, and the last words are spoken: hang up, or connect.
   *
   * @param transferTo E.164, with {@link Closing#TRANSFER}; else null
   */
  void ended(Closing why, String transferTo);
}
