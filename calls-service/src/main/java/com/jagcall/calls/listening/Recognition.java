package com.jagcall.calls.listening;

/** Turns speech into text while it is spoken. */
public interface Recognition {

  /**
   * Begins to listen to one turn of a caller. Returns at once and never throws; results come to the
   * listener on a thread of the engine.
   *
   * @param language BCP 47
   */
  Hearing listen(String language, RecognitionListener listener);
}
