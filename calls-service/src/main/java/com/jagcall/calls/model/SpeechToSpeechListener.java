package com.jagcall.calls.model;

/** Hears a {@link SpeechToSpeech}. Called by one thread at a time, in order; must not block. */
public interface SpeechToSpeechListener {

  /** It listens. */
  void ready();

  /** The caller began to speak: what is still played interrupts them. */
  void callerBegan();

  /** The caller's turn is over. */
  void callerEnded();

  /** What the caller said; comes later, sometimes after the answer. */
  void callerSaid(String text);

  /**
   * Sound of an answer, which comes faster than it is played.
   *
   * @param item the answer it belongs to
   */
  void audio(String item, byte[] ulaw);

  /** The next piece of an answer's text. */
  void agentSaid(String item, String piece);

  void toolCall(ToolCall call);

  /** An answer is complete, or was cut. */
  void answered();

  /** It is over; nothing follows. */
  void failed(ModelFailure failure);
}
