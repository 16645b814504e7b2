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

  /** Somebody speaks while the agent does: it was told to be silent, with the next frame. */
  default void held() {}

  /**
   * Connect the caller to somebody else; nothing is said or heard meanwhile. If that works, the
   * caller is gone.
   *
   * @param to E.164
   * @param refused to be called, on any thread, when it did not work
   */
  void transfer(String to, Runnable refused);

  /** It is over, and the last words are spoken: hang up. */
  void ended(Closing why);
}
