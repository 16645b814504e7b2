package com.jagcall.messaging.delivery;

import com.jagcall.messaging.smpp.ReceiptState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What is known of a segment that was submitted.
 *
 * @param number from 1
 * @param bind through which; null: not known
 * @param carrierMessageId null unless it was accepted
 * @param commandStatus why it was refused (SMPP 3.4 section 5.1.3), or null
 * @param receipt the last word of the carrier, or null
 * @param receiptError the network's own code, or null
 */
@RegisterForReflection
record Part(
    String messageId,
    int number,
    Outcome outcome,
    String bind,
    String carrierMessageId,
    Integer commandStatus,
    ReceiptState receipt,
    String receiptError,
    Instant submittedAt) {

  /** What came of submitting it. */
  enum Outcome {
    ACCEPTED,
    /** The carrier may have it. */
    UNANSWERED,
    REFUSED
  }

  static Part accepted(String messageId, int number, String bind, String carrierId, Instant at) {
    // An SMSC that gives no name sends no receipt that could be told to be of this.
    String name = carrierId == null || carrierId.isEmpty() ? null : carrierId;
    return new Part(messageId, number, Outcome.ACCEPTED, bind, name, null, null, null, at);
  }

  static Part unanswered(String messageId, int number, String bind, Instant at) {
    return new Part(messageId, number, Outcome.UNANSWERED, bind, null, null, null, null, at);
  }

  static Part refused(String messageId, int number, int commandStatus, Instant at) {
    return new Part(messageId, number, Outcome.REFUSED, null, null, commandStatus, null, null, at);
  }

  Part withReceipt(ReceiptState state, String error) {
    return new Part(
        messageId,
        number,
        outcome,
        bind,
        carrierMessageId,
        commandStatus,
        state,
        error,
        submittedAt);
  }
}
