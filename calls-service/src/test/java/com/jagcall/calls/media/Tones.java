package com.jagcall.calls.media;

import java.util.Arrays;

/** Makes and measures tones at 8 kHz. */
public final class Tones {
  private Tones() {}

  /** A sine. */
  public static short[] sine(int hertz, int millis, int amplitude) {
    short[] pcm = new short[millis * 8];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (amplitude * Math.sin(2 * Math.PI * hertz * i / 8000));
    }
    return pcm;
  }

  /** The share of the sound's power that is at one frequency (Goertzel): 1 for a pure tone. */
  public static double share(short[] pcm, int hertz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / 8000);
    double before = 0;
    double last = 0;
    double energy = 0;
    for (short sample : pcm) {
      double next = sample + coefficient * last - before;
      before = last;
      last = next;
      energy += (double) sample * sample;
    }
    double power = before * before + last * last - coefficient * before * last;
    return energy == 0 ? 0 : 2 * power / pcm.length / energy;
  }

  /**
   * The greatest share within 200 ms. Over a longer time, a telephone or a machine that was late
   * makes the tone jump in phase, which is no fault in what is heard.
   */
  public static double bestShare(short[] pcm, int hertz) {
    double best = 0;
    for (int from = 0; from + 1600 <= pcm.length; from += 800) {
      best = Math.max(best, share(Arrays.copyOfRange(pcm, from, from + 1600), hertz));
    }
    return best;
  }

  /** Root mean square. */
  public static double loudness(short[] pcm) {
    double energy = 0;
    for (short sample : pcm) {
      energy += (double) sample * sample;
    }
    return Math.sqrt(energy / Math.max(1, pcm.length));
  }
}
