package com.jagcall.calls.speech;

/**
 * Hears what an engine makes. Called by one thread at a time, in order; must not block. Exactly one
 * of {@link #finished} and {@link #failed} is the last call, unless the speech was cancelled.
 */
public interface SpeechListener {
  /** The most samples of one piece: 200 ms. */
  int MAX_SAMPLES = 1600;

  /**
   * Whether it listens in real time; then no more is made than some seconds ahead of what it can
   * have heard. One that only stores the audio says false and gets it as fast as it can be made.
   */
  default boolean isLive() {
    return true;
  }

  /**
   * The audio that follows says this part of the text. Comes again for the same sentence when an
   * engine failed at it and another begins it anew.
   */
  default void sentence(String text) {}

  /** Some audio: PCM, 8 kHz, 1 to {@link #MAX_SAMPLES} samples. The listener may keep it. */
  void audio(short[] pcm);

  /** All of it was made. */
  void finished();

  /** It was not; audio that came before is good. */
  void failed(SpeechFailure failure);
}
