package com.jagcall.calls.speech;

/** Turns text into speech, sentence by sentence, while it is already being listened to. */
public interface Synthesis {
  /** Samples in a second of what is made: PCM of 16 bits, one channel. */
  int SAMPLE_RATE = 8000;

  /**
   * Says a text. Returns at once; audio comes to the listener as it is made, on a thread of the
   * engine, which is faster than real time. Text is never markup. What is beyond the limit of the
   * deployment is not said.
   */
  Speech say(String text, Voice voice, SpeechListener listener);
}
