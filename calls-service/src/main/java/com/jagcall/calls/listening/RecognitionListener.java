package com.jagcall.calls.listening;

/**
 * Hears what was recognised. Called by one thread at a time, in order; must not block. Exactly one
 * of {@link #complete} and {@link #failed} is the last call, unless it was cancelled.
 */
public interface RecognitionListener {

  /** What it takes all of the turn so far for; may change later. */
  default void partial(Recognised soFar) {}

  /** What all of the turn was. */
  void complete(Recognised all);

  /** Nothing can be said about it. The message is for a log: no text of the customer, no key. */
  void failed(String message);
}
