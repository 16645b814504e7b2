package com.jagcall.calls.media;

/**
 * What was heard of a caller over a connection that loses nothing but has its moods: a little of it
 * is kept back, so that pauses between pieces are not heard as such; when too much is there, the
 * oldest goes. For several threads.
 */
final class CallerFrames {
  private static final int FRAME = AudioLine.FRAME_SAMPLES;

  /** 60 ms are there before any of it is heard. */
  private static final int FIRST = 3 * FRAME;

  /** Half a second: whoever sends more is not heard later and later. */
  private static final int LIMIT = 25 * FRAME;

  private final short[] ring = new short[LIMIT];
  private int start;
  private int length;
  private boolean isFlowing;

  synchronized void add(short[] pcm) {
    for (short sample : pcm) {
      ring[(start + length) % LIMIT] = sample;
      if (length < LIMIT) {
        length++;
      } else {
        start = (start + 1) % LIMIT;
      }
    }
  }

  /** Fills the next frame; false, and nothing is filled: there is none now. */
  synchronized boolean take(short[] frame) {
    isFlowing = length >= (isFlowing ? FRAME : FIRST);
    if (!isFlowing) {
      return false;
    }
    for (int i = 0; i < FRAME; i++) {
      frame[i] = ring[(start + i) % LIMIT];
    }
    start = (start + FRAME) % LIMIT;
    length -= FRAME;
    return true;
  }
}
