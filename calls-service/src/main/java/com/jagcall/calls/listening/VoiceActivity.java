package com.jagcall.calls.listening;

/** Tells speech from other sound. One for each call, used by one thread at a time. */
public interface VoiceActivity extends AutoCloseable {

  /**
   * Takes the next frame.
   *
   * @param pcm 160 samples, 8 kHz
   * @return how probable it is that somebody speaks, from 0 to 1: of the newest window that is
   *     complete
   */
  double hear(short[] pcm);

  @Override
  void close();
}
