package com.jagcall.calls.sip;

import java.time.Duration;
import javax.sip.SipException;
import javax.sip.message.Response;

/**
 * Sends a 2xx to an INVITE again until its ACK arrives (RFC 3261 section 13.3.1.4): the transaction
 * below is over with the first, so the repeating is ours, over any transport.
 */
final class AnswerRepeater {

  private static final long T1_MILLIS = 500;
  private static final long T2_MILLIS = 4_000;
  private static final long GIVE_UP_MILLIS = 64 * T1_MILLIS;

  private final Core core;
  private final Response answer;
  private final Runnable unacknowledged;
  private long intervalMillis = T1_MILLIS;
  private long passedMillis;
  private Loop.Timer timer = Loop.Timer.NONE;

  AnswerRepeater(Core core, Response answer, Runnable unacknowledged) {
    this.core = core;
    this.answer = answer;
    this.unacknowledged = unacknowledged;
  }

  /** To be called when the answer was sent for the first time. */
  AnswerRepeater start() {
    timer = core.loop().after(Duration.ofMillis(intervalMillis), this::again);
    return this;
  }

  private void again() {
    passedMillis += intervalMillis;
    if (passedMillis >= GIVE_UP_MILLIS) {
      unacknowledged.run();
      return;
    }
    try {
      core.transport().sendStateless((Response) answer.clone());
    } catch (SipException e) {
      // The next time it may work; if it never does, it is given up.
    }
    intervalMillis = Math.min(2 * intervalMillis, T2_MILLIS);
    start();
  }

  void acknowledged() {
    timer.cancel();
  }
}
