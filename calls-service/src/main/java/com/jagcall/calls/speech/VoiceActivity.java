package com.jagcall.calls.speech;

/** Says of one caller's sound how likely it is somebody's voice. Keeps what it heard before. */
public interface VoiceActivity {
  /** Samples of a window: 32 ms at 8 kHz. */
  int WINDOW_SAMPLES = 256;

  /**
   * Hears the next window.
   *
   * @param pcm 8 kHz, at least {@link #WINDOW_SAMPLES} of them from {@code offset} on
   * @return 0 to 1
   */
  float hear(short[] pcm, int offset);
}
