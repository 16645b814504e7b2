package com.jagcall.calls.model;

/** Answers in a conversation, piece by piece. */
public interface LanguageModel {

  /**
   * Starts an answer. Returns at once and never throws; what comes of it is told to the listener,
   * on a thread of the model's.
   */
  Answer answer(Prompt prompt, ModelListener listener);
}
