package com.jagcall.calls.speech;

/**
 * Hears what an engine makes. Called by one thread at a time, in order; must not block. Exactly one
 * of {@link #finished} and {@link #failed} is the last call, unless the speech was cancelled.
 */
public interface SpeechListener {
  /** The audio that follows says this part of the text. */
  default void sentence(String text) {}

  /**
   * Some audio: PCM, 8 kHz, any number of samples from 1 to 1600 (200 ms). The listener may keep
   * it.
   */
  void audio(short[] pcm);

  /** All of it was made. */
  void finished();

  /** It was not; audio that came before is good. */
  void failed(SpeechFailure failure);
}
