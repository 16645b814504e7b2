package com.jagcall.calls.dialogue;

/** When the steps towards the first sound of an answer were made; nanoseconds of the ticker. */
final class Stamps {
  private static final int NANOS = 1_000;

  private long speechEnded;
  private long turnEnded;
  private long recognised;
  private long requested;
  private long thought;
  private long asked;
  private long sounded;
  private boolean isComplete;

  void heard(long speechEndedAt, long turnEndedAt, long recognisedAt) {
    speechEnded = speechEndedAt;
    turnEnded = turnEndedAt;
    recognised = recognisedAt;
  }

  void requested(long at) {
    if (requested == 0) {
      requested = at;
    }
  }

  /** The piece that completes the first sentence came. */
  void thought(long at) {
    if (thought == 0) {
      thought = at;
    }
  }

  void asked(long at) {
    if (asked == 0) {
      asked = at;
    }
  }

  void sounded(long at) {
    if (sounded == 0) {
      sounded = at;
    }
  }

  /** The first sound was sent: the latency, once, and only of an answer to something heard. */
  TurnLatency played(long at) {
    if (isComplete || speechEnded == 0 || thought == 0 || sounded == 0) {
      return null;
    }
    isComplete = true;
    long endpointing = turnEnded - speechEnded;
    long recognition = Math.max(0, recognised - turnEnded);
    long model = Math.max(0, thought - requested);
    long synthesis = Math.max(0, sounded - asked);
    long own = Math.max(0, at - speechEnded - endpointing - recognition - model - synthesis);
    return new TurnLatency(
        endpointing / NANOS, recognition / NANOS, model / NANOS, synthesis / NANOS, own / NANOS);
  }
}
