package com.jagcall.messaging.delivery;

import com.jagcall.messaging.smpp.ReceiptState;
import com.jagcall.messaging.smpp.SubmitOutcome;
import java.time.Instant;

/** Something that was learnt of a message. */
public sealed interface Fact {
  /** Which message it is about. */
  String messageId();

  /**
   * A segment was submitted, or was to be.
   *
   * @param claim as which it was submitted
   * @param at when the answer came
   * @param claimed the message as it was claimed; null when that is not known
   */
  record Submitted(
      String messageId,
      String claim,
      int number,
      SubmitOutcome outcome,
      Instant at,
      Claimed claimed)
      implements Fact {

    /** Of a message that has to be read. */
    public Submitted(
        String messageId, String claim, int number, SubmitOutcome outcome, Instant at) {
      this(messageId, claim, number, outcome, at, null);
    }
  }

  /** A receipt came. */
  record Receipted(String messageId, int number, ReceiptState state, String error)
      implements Fact {}

  /** Whoever submitted it is gone, or has not said anything for too long. */
  record LeaseEnded(String messageId, Instant at) implements Fact {}

  /** It was not submitted in time. */
  record TooLate(String messageId, Instant at) implements Fact {}

  /** Nothing was heard of it in time. */
  record Unconfirmed(String messageId, Instant at) implements Fact {}
}
