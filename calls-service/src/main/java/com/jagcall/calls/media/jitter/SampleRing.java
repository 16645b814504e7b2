package com.jagcall.calls.media.jitter;

import com.jagcall.calls.media.g711.Alaw;
import com.jagcall.calls.media.g711.Ulaw;
import com.jagcall.calls.sdp.Codec;
import java.util.Arrays;

/**
 * A second of G.711, each sample in the place of its time, or nothing there. Not for several
 * threads.
 */
final class SampleRing {
  /** Samples between the first and the last time that can be in it together. */
  static final int CAPACITY = 8192;

  private static final int MASK = CAPACITY - 1;
  private static final byte NOTHING = 0;
  private static final byte ULAW = 1;
  private static final byte ALAW = 2;

  private final byte[] data = new byte[CAPACITY];
  private final byte[] kinds = new byte[CAPACITY];

  /** Puts a sample into its place; false when there is one already. */
  boolean put(long time, byte sample, Codec codec) {
    int at = (int) time & MASK;
    if (kinds[at] != NOTHING) {
      return false;
    }
    kinds[at] = codec == Codec.PCMA ? ALAW : ULAW;
    data[at] = sample;
    return true;
  }

  boolean has(long time) {
    return kinds[(int) time & MASK] != NOTHING;
  }

  /** The sample of a time at which there is one. */
  short pcm(long time) {
    int at = (int) time & MASK;
    return kinds[at] == ALAW ? Alaw.decode(data[at]) : Ulaw.decode(data[at]);
  }

  /**
   * Copies samples as they came, if they are all there and of one codec.
   *
   * @return the codec, or null when nothing was copied
   */
  Codec copy(long time, byte[] target) {
    byte kind = kinds[(int) time & MASK];
    for (int i = 0; i < target.length; i++) {
      int at = (int) (time + i) & MASK;
      if (kinds[at] != kind || kind == NOTHING) {
        return null;
      }
      target[i] = data[at];
    }
    return kind == ALAW ? Codec.PCMA : Codec.PCMU;
  }

  /** Forgets a stretch of time. */
  void clear(long from, long to) {
    if (to - from >= CAPACITY) {
      Arrays.fill(kinds, NOTHING);
      return;
    }
    for (long time = from; time < to; time++) {
      kinds[(int) time & MASK] = NOTHING;
    }
  }

  void clear() {
    Arrays.fill(kinds, NOTHING);
  }
}
