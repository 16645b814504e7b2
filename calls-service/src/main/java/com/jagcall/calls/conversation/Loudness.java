package com.jagcall.calls.conversation;

/** Tells sound from silence, roughly: enough to know whether anybody is there. */
final class Loudness {
  /** Of 16 bits, root mean square: above line noise, below quiet speech. */
  private static final double THRESHOLD = 250;

  private Loudness() {}

  static boolean isSound(short[] pcm) {
    double sum = 0;
    for (short sample : pcm) {
      sum += (double) sample * sample;
    }
    return sum > THRESHOLD * THRESHOLD * pcm.length;
  }
}
