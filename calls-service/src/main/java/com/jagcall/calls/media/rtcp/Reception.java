package com.jagcall.calls.media.rtcp;

import com.jagcall.calls.media.rtp.SequenceWindow;

/**
 * What is told about the packets of one source (RFC 3550 6.4.1, A.1, A.3, A.8). Not for several
 * threads.
 */
public final class Reception {
  /** A larger step of the sequence number is a new beginning (RFC 3550 A.1). */
  private static final int MAX_STEP = 3000;

  private SequenceWindow window = new SequenceWindow();
  private long first = -1;
  private long received;
  private long lostBefore;
  private long expectedReported;
  private long receivedReported;
  private double jitter;
  private long transit;
  private boolean transitKnown;

  /** What a packet is. */
  public enum Kind {
    NEW,
    DUPLICATE
  }

  /**
   * Counts a packet.
   *
   * @param arrival in samples of any clock that runs at 8 kHz
   */
  public Kind count(int sequence, int timestamp, long arrival) {
    long index = window.index(sequence);
    if (first >= 0 && Math.abs(index - window.highest()) > MAX_STEP) {
      restart();
      index = sequence;
    }
    if (!window.isNew(index)) {
      return Kind.DUPLICATE;
    }
    if (first < 0) {
      first = index;
    }
    // A packet from before the first one makes the beginning earlier.
    first = Math.min(first, index);
    window.add(index);
    received++;
    long now = arrival - timestamp;
    if (transitKnown) {
      // Timestamps wrap at 32 bits, and so does the difference of two transits.
      jitter += (Math.abs((int) (now - transit)) - jitter) / 16;
    }
    transit = now;
    transitKnown = true;
    return Kind.NEW;
  }

  private void restart() {
    lostBefore = lost();
    received = 0;
    expectedReported = 0;
    receivedReported = 0;
    first = -1;
    window = new SequenceWindow();
    transitKnown = false;
  }

  /** A source's times jumped: the next difference says nothing about the network. */
  public void timeJumped() {
    transitKnown = false;
  }

  public boolean any() {
    return first >= 0;
  }

  private long expected() {
    return first < 0 ? 0 : window.highest() - first + 1;
  }

  /** Packets that should have come and have not; never negative. */
  public long lost() {
    return lostBefore + Math.max(0, expected() - received);
  }

  /** In samples. */
  public double jitter() {
    return jitter;
  }

  /** The extended highest sequence number. */
  public int highest() {
    return (int) window.highest();
  }

  /** 0–255: of the packets since the last call, how many of 256 were lost (RFC 3550 A.3). */
  public int fractionLost() {
    long expected = expected() - expectedReported;
    long lost = expected - (received - receivedReported);
    expectedReported = expected();
    receivedReported = received;
    return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, (lost << 8) / expected);
  }
}
