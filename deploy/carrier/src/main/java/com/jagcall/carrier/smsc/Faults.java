package com.jagcall.carrier.smsc;

import java.util.concurrent.atomic.AtomicInteger;

/** How the SMSC has been told to misbehave. Counters go down with each submit that they concern. */
final class Faults {

  /** What is done with a submit. */
  enum Treatment {
    TAKE,
    THROTTLE,
    REFUSE,
    /** It is taken, and never answered. */
    DROP_ANSWER,
    /** It is neither taken nor answered. */
    DROP,
    /** It is taken, and the connection ends before the answer. */
    DISCONNECT
  }

  final AtomicInteger throttle = new AtomicInteger();
  final AtomicInteger refuse = new AtomicInteger();
  final AtomicInteger dropAnswer = new AtomicInteger();
  final AtomicInteger drop = new AtomicInteger();
  final AtomicInteger disconnectAfter = new AtomicInteger();
  volatile int refuseStatus;
  volatile int answerDelayMillis;
  volatile int receiptDelayMillis = DEFAULT_RECEIPT_DELAY_MILLIS;
  volatile String receiptState = "DELIVRD";
  volatile int receiptCopies = 1;
  volatile int reorder = 1;
  volatile boolean receiptFirst;
  volatile boolean echo = true;

  private static final int DEFAULT_RECEIPT_DELAY_MILLIS = 500;

  Treatment next() {
    if (takeOne(throttle)) {
      return Treatment.THROTTLE;
    } else if (takeOne(refuse)) {
      return Treatment.REFUSE;
    } else if (takeOne(drop)) {
      return Treatment.DROP;
    } else if (takeOne(dropAnswer)) {
      return Treatment.DROP_ANSWER;
    } else if (takeOne(disconnectAfter) && disconnectAfter.get() == 0) {
      return Treatment.DISCONNECT;
    }
    return Treatment.TAKE;
  }

  private static boolean takeOne(AtomicInteger left) {
    return left.get() > 0 && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }

  void reset() {
    throttle.set(0);
    refuse.set(0);
    dropAnswer.set(0);
    drop.set(0);
    disconnectAfter.set(0);
    answerDelayMillis = 0;
    receiptDelayMillis = DEFAULT_RECEIPT_DELAY_MILLIS;
    receiptState = "DELIVRD";
    receiptCopies = 1;
    reorder = 1;
    receiptFirst = false;
    echo = true;
  }
}
