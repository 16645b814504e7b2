package com.jagcall.calls.recording;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames on their way from the media thread to the writer: a ring for one giver and one taker, with
 * no lock, so that the media thread never waits for a writer whose turn has not come. What does not
 * fit is refused.
 */
final class FrameQueue {
  /** Five seconds: what a disk may stand still without a gap in the recording. */
  static final int CAPACITY = 256;

  /** Shorts of a frame of both sides, interleaved. */
  static final int STEREO_FRAME = 2 * Recorder.FRAME_SAMPLES;

  private final long[] atMillis = new long[CAPACITY];
  private final byte[] sides = new byte[CAPACITY];
  private final short[] samples = new short[CAPACITY * STEREO_FRAME];
  private final AtomicLong given = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  /** Takes what {@link #offer} was given. The array is used again and must not be kept. */
  interface Taker {
    void take(long atMillis, short[] interleaved, int offset, int sides) throws IOException;
  }

  /** Copies a frame; false when there is no room. For one thread. */
  boolean offer(long at, short[] caller, short[] agent) {
    long number = given.getPlain();
    if (number - taken.getAcquire() == CAPACITY) {
      return false;
    }
    int slot = (int) (number % CAPACITY);
    atMillis[slot] = at;
    sides[slot] =
        (byte) ((caller == null ? 0 : WavFile.LEFT) | (agent == null ? 0 : WavFile.RIGHT));
    int target = slot * STEREO_FRAME;
    for (int i = 0; i < Recorder.FRAME_SAMPLES; i++) {
      samples[target++] = caller == null ? 0 : caller[i];
      samples[target++] = agent == null ? 0 : agent[i];
    }
    given.setRelease(number + 1);
    return true;
  }

  /** Whether the taker has much to catch up with. For the thread that offers. */
  boolean isHalfFull() {
    return given.getPlain() - taken.getAcquire() > CAPACITY / 2;
  }

  /**
   * Hands over what is there now. For one thread, not the one that offers. A frame that the taker
   * throws at is not offered to it again, what comes behind it is.
   */
  void drain(Taker taker) throws IOException {
    long end = given.getAcquire();
    for (long number = taken.getPlain(); number < end; number++) {
      int slot = (int) (number % CAPACITY);
      try {
        taker.take(atMillis[slot], samples, slot * STEREO_FRAME, sides[slot]);
      } finally {
        taken.setRelease(number + 1);
      }
    }
  }
}
