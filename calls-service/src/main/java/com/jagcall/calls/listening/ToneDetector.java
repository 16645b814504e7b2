package com.jagcall.calls.listening;

/**
 * Finds single tones, such as the beep of an answering machine: nearly all of the sound at one
 * frequency, for a while. Keys (two tones at once), voices and noise are none.
 */
final class ToneDetector {
  private static final int RATE = 8_000;
  private static final int LOWEST = 350;
  private static final int HIGHEST = 2_200;
  private static final double COARSE = 50;
  private static final double FINE = 12.5;
  private static final double PURE = 0.85;
  private static final double SAME_HERTZ = 26;

  /** Root mean square below which nothing is taken for a tone. */
  private static final double QUIET = 200;

  /** 160 ms: a vowel that is sung is shorter, or does not keep its pitch. */
  private static final int FRAMES = 8;

  private double frequency;
  private int frames;

  /**
   * Takes the next 160 samples.
   *
   * @return whether a tone is going on, for long enough to be one
   */
  boolean hear(short[] pcm) {
    double energy = 0;
    for (short sample : pcm) {
      energy += (double) sample * sample;
    }
    if (energy < QUIET * QUIET * pcm.length) {
      frames = 0;
      return false;
    }
    double best = strongest(pcm, LOWEST, HIGHEST, COARSE);
    best = strongest(pcm, best - COARSE, best + COARSE, FINE);
    // A pure tone has 1.
    double purity = 2 * power(pcm, best) / (energy * pcm.length);
    if (purity < PURE) {
      frames = 0;
    } else if (frames > 0 && Math.abs(best - frequency) <= SAME_HERTZ) {
      frames++;
    } else {
      frequency = best;
      frames = 1;
    }
    return frames >= FRAMES;
  }

  private static double strongest(short[] pcm, double from, double to, double step) {
    double best = from;
    double most = -1;
    for (double hertz = from; hertz <= to; hertz += step) {
      double power = power(pcm, hertz);
      if (power > most) {
        most = power;
        best = hertz;
      }
    }
    return best;
  }

  /** Goertzel's algorithm. */
  private static double power(short[] pcm, double hertz) {
    double turn = 2 * Math.cos(2 * Math.PI * hertz / RATE);
    double one = 0;
    double two = 0;
    for (short sample : pcm) {
      double next = sample + turn * one - two;
      two = one;
      one = next;
    }
    return one * one + two * two - turn * one * two;
  }
}
