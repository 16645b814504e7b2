package com.jagcall.messaging.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What has become of a message. It only ever moves on, in the order written here. */
public enum MessageStatus {
  /** Accepted: it will be submitted. */
  QUEUED,
  /** The carrier has all of it, or may have. */
  SENT,
  /** It is on the telephone. */
  DELIVERED,
  /** The carrier had it, and it is not known to have arrived. */
  UNDELIVERED,
  /** The carrier did not take it. */
  FAILED,
  /** It came in. */
  RECEIVED;

  /** As it stands in JSON and SQL. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the wire form.
   *
   * @throws java.util.NoSuchElementException when it is none
   */
  @JsonCreator
  static MessageStatus read(String wire) {
    return of(wire).orElseThrow();
  }

  /** The status of this name; empty when there is none. */
  public static Optional<MessageStatus> of(String wire) {
    return Arrays.stream(values()).filter(status -> status.wire().equals(wire)).findAny();
  }

  /** Whether it may move from here to there. */
  public boolean mayBecome(MessageStatus next) {
    return switch (this) {
      case QUEUED -> next == SENT || next == FAILED;
      case SENT -> next == DELIVERED || next == UNDELIVERED;
      case DELIVERED, UNDELIVERED, FAILED, RECEIVED -> false;
    };
  }
}
