package com.jagcall.calls.speech;

/** A text that is being said. All methods may be called at any time, from any thread, twice. */
public interface Speech {
  /**
   * Stops it and frees the engine. No call to the listener begins after this has returned (one that
   * is under way on another thread may still end); none is told that it ended.
   */
  void cancel();

  /** Makes no more than the sentence it is at, for a listener who has enough for now. */
  void pause();

  /** Goes on after a {@link #pause}. */
  void resume();
}
