package com.jagcall.calls.dialogue;

import java.util.function.LongConsumer;

/**
 * Measures how fast the agent falls silent: from the arrival of the frame in which speech was
 * noticed to the first frame that is sent without sound. The media thread brings frames, the
 * conversation's thread says when it noticed.
 */
final class BargeInClock {
  private final Ticker ticker;
  private final LongConsumer measured;
  private volatile long heldAt;

  /**
   * A clock of one conversation.
   *
   * @param measured takes nanoseconds
   */
  BargeInClock(Ticker ticker, LongConsumer measured) {
    this.ticker = ticker;
    this.measured = measured;
  }

  /** Speech was noticed in the frame that came then. */
  void held(long frameNanos) {
    heldAt = frameNanos;
  }

  /** A frame was sent. */
  void sent(boolean isSilent) {
    long since = heldAt;
    if (isSilent && since != 0) {
      heldAt = 0;
      measured.accept(ticker.nanos() - since);
    }
  }
}
