package com.jagcall.calls.model;

/**
 * Hears an answer. Called by one thread at a time, in order; must not block. Exactly one of {@link
 * #finished} and {@link #failed} is the last call, unless the answer was cancelled.
 */
public interface ModelListener {

  /** The next piece of what is to be said; never empty. */
  void text(String piece);

  /** Something is to be done; its result belongs into the next prompt. */
  void toolCall(ToolCall call);

  void finished();

  /** What came before it is good. */
  void failed(ModelFailure failure);
}
