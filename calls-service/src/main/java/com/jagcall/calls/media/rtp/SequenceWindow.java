package com.jagcall.calls.media.rtp;

/**
 * Tells new packets from repeated ones by their index, over the last 64 (the replay list of RFC
 * 3711 3.3.2, and what finds duplicates of plain RTP). Not for several threads.
 */
public final class SequenceWindow {
  private static final int SIZE = 64;

  private long highest = -1;
  private long seen;

  /** Whether it has neither been seen nor fallen out of the window. */
  public boolean isNew(long index) {
    if (highest < 0 || index > highest) {
      return true;
    }
    long age = highest - index;
    return age < SIZE && (seen >>> age & 1) == 0;
  }

  public void add(long index) {
    if (highest < 0) {
      highest = index;
      seen = 1;
    } else if (index > highest) {
      long step = index - highest;
      seen = step >= SIZE ? 1 : seen << step | 1;
      highest = index;
    } else if (highest - index < SIZE) {
      seen |= 1L << (highest - index);
    }
  }

  /** The highest index added; -1 before the first. */
  public long highest() {
    return highest;
  }

  /**
   * The index of a 16-bit sequence number that makes the smallest step from the highest one (RFC
   * 3711 3.3.1). Negative for a packet from before the first one's cycle.
   */
  public long index(int sequence) {
    return highest < 0 ? sequence : highest + (short) (sequence - (int) highest);
  }
}
