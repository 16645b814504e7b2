package com.jagcall.messaging.smpp;

/** What came of giving one short message to one connection. */
sealed interface SubmitResult {

  /** The SMSC answered, with its message id if the status is 0. */
  record Answered(int status, String messageId) implements SubmitResult {}

  /** The connection was gone before anything was written. */
  record NotWritten() implements SubmitResult {}

  /** It was written, or a part of it, and the connection or the time ran out. */
  record Unanswered() implements SubmitResult {}

  /** It cannot be written as a PDU, to no SMSC: an address is too long. */
  record Impossible(String why) implements SubmitResult {}
}
