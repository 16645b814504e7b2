package com.jagcall.calls.media.jitter;

/**
 * Makes up sound for what is missing (after ITU-T G.711 Appendix I): repeats the last pitch period,
 * fading out within 60 ms, and blends into what comes next. 8 kHz. Not for several threads.
 */
final class Concealment {
  /** Samples after which nothing is left to hear. */
  static final int FADED = 480;

  private static final int MIN_PITCH = 40;
  private static final int MAX_PITCH = 120;
  private static final int HISTORY = 390;
  private static final int MATCH = 160;
  private static final int CONSTANT = 80;
  private static final int BLEND = 40;

  private final short[] history = new short[HISTORY];
  private final short[] period = new short[MAX_PITCH];
  private final short[] blend = new short[BLEND];
  private int pitch;
  private int position;
  private int missing;

  /** Real sound: blended with what was made up before it. */
  void good(short[] samples, int from, int count) {
    if (missing > 0) {
      int length = Math.min(BLEND, count);
      synthesize(blend, 0, length);
      for (int i = 0; i < length; i++) {
        int made = blend[i] * (length - i);
        samples[from + i] = (short) ((made + samples[from + i] * i) / length);
      }
      missing = 0;
    }
    remember(samples, from, count);
  }

  /** Missing sound. */
  void conceal(short[] samples, int from, int count) {
    if (missing == 0) {
      begin();
    }
    synthesize(samples, from, count);
    remember(samples, from, count);
  }

  /** Whether the last sound was made up. */
  boolean active() {
    return missing > 0;
  }

  /** Whether what is made up has become silence. */
  boolean faded() {
    return missing >= FADED;
  }

  /** Forgets: another source begins. */
  void reset() {
    java.util.Arrays.fill(history, (short) 0);
    missing = 0;
  }

  private void begin() {
    pitch = findPitch();
    System.arraycopy(history, HISTORY - pitch, period, 0, pitch);
    // The end of the period is blended with what came before its beginning, so that it repeats
    // without a click.
    int overlap = pitch / 4;
    for (int i = 0; i < overlap; i++) {
      int end = period[pitch - overlap + i];
      int before = history[HISTORY - pitch - overlap + i];
      period[pitch - overlap + i] = (short) ((end * (overlap - i) + before * i) / overlap);
    }
    position = 0;
  }

  private int findPitch() {
    int best = MIN_PITCH;
    double bestScore = Double.NEGATIVE_INFINITY;
    int start = HISTORY - MATCH;
    for (int lag = MIN_PITCH; lag <= MAX_PITCH; lag++) {
      long product = 0;
      long energy = 1;
      for (int i = start; i < HISTORY; i++) {
        product += (long) history[i] * history[i - lag];
        energy += (long) history[i - lag] * history[i - lag];
      }
      double score = product / Math.sqrt(energy);
      if (score > bestScore) {
        bestScore = score;
        best = lag;
      }
    }
    return best;
  }

  private void synthesize(short[] samples, int from, int count) {
    for (int i = 0; i < count; i++) {
      int gain =
          missing < CONSTANT ? 256 : Math.max(0, 256 * (FADED - missing) / (FADED - CONSTANT));
      samples[from + i] = (short) (period[position] * gain >> 8);
      position = position + 1 == pitch ? 0 : position + 1;
      missing++;
    }
  }

  private void remember(short[] samples, int from, int count) {
    int kept = Math.min(count, HISTORY);
    System.arraycopy(history, kept, history, 0, HISTORY - kept);
    System.arraycopy(samples, from + count - kept, history, HISTORY - kept, kept);
  }
}
