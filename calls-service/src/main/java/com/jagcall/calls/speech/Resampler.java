package com.jagcall.calls.speech;

/**
 * Makes 8 kHz of a whole multiple of it, as audio comes: a low-pass (a sinc under a Kaiser window),
 * flat up to 3.4 kHz and down by 70 dB from 4.2 kHz on, of which only every n-th value is computed.
 * Without it everything above 4 kHz would be heard as noise below. Not for several threads.
 */
final class Resampler {
  static final int TARGET_RATE = 8000;
  private static final double CUTOFF_HERTZ = 3800;

  /** Of a Kaiser window for 70 dB: 0.1102 (70 - 8.7). */
  private static final double BETA = 6.76;

  /** Taps on either side for each unit of the factor: a transition of 800 Hz at 70 dB. */
  private static final int HALF_PER_FACTOR = 22;

  private final int factor;
  private final float[] taps;
  private final float[] history;

  /** Where the next sample goes, and how many more are needed for the next output. */
  private int position;

  private int missing;

  /**
   * @param rate of the source: 8000, 16000, 24000 … 48000
   */
  Resampler(int rate) {
    if (rate % TARGET_RATE != 0 || rate < TARGET_RATE || rate > 6 * TARGET_RATE) {
      throw new IllegalArgumentException("not a multiple of 8000 up to 48000: " + rate);
    }
    factor = rate / TARGET_RATE;
    taps = factor == 1 ? new float[] {1} : lowPass(rate, HALF_PER_FACTOR * factor);
    history = new float[taps.length];
    // The filter's own delay is left out: the first output is the first input's.
    missing = taps.length / 2 + 1;
  }

  /** Takes samples of the source, any number; returns those that are ready. */
  short[] process(short[] source) {
    short[] result = new short[Math.max(0, source.length - missing + factor) / factor];
    int made = 0;
    for (short sample : source) {
      history[position] = sample;
      position = position + 1 == history.length ? 0 : position + 1;
      if (--missing == 0) {
        missing = factor;
        result[made++] = output();
      }
    }
    return result;
  }

  /** The source has ended: returns the rest. */
  short[] end() {
    return process(new short[taps.length / 2]);
  }

  private short output() {
    float sum = 0;
    int tap = 0;
    for (int i = position; i < history.length; i++) {
      sum += history[i] * taps[tap++];
    }
    for (int i = 0; i < position; i++) {
      sum += history[i] * taps[tap++];
    }
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
  }

  private static float[] lowPass(int rate, int half) {
    double[] exact = new double[2 * half + 1];
    double sum = 0;
    for (int i = -half; i <= half; i++) {
      double x = 2 * CUTOFF_HERTZ * i / rate;
      double sinc = i == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      double share = (double) i / half;
      exact[i + half] = sinc * bessel(BETA * Math.sqrt(1 - share * share)) / bessel(BETA);
      sum += exact[i + half];
    }
    float[] taps = new float[exact.length];
    for (int i = 0; i < taps.length; i++) {
      taps[i] = (float) (exact[i] / sum);
    }
    return taps;
  }

  /** The modified Bessel function of order zero, by its series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }
}
