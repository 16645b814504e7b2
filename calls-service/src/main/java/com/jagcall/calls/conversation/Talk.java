package com.jagcall.calls.conversation;

/** An agent's part in one call. Every method may be called from any thread, more than once. */
public interface Talk {

  /**
   * It has to end: the agent says so, in a few seconds, and is {@link TalkListener#finished} then.
   */
  void conclude();

  /** The other side pressed a key (0–9, *, #, A–D) and the line does not know: SIP INFO. */
  void key(char key);

  /** The other side wrote something instead of saying it. Who only listens, does not read it. */
  default void typed(String text) {}

  /**
   * The call is over. Tells what was said last, as far as it was heard, before it returns; nothing
   * after it.
   */
  void ended();
}
