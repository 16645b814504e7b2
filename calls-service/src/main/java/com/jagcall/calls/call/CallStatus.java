package com.jagcall.calls.call;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/** Where a call stands. */
@RegisterForReflection
public enum CallStatus {
  /** It waits for its turn, or is being dialled. */
  QUEUED("queued", false),
  RINGING("ringing", false),
  IN_PROGRESS("in_progress", false),
  /** It connected, and ended as calls do. */
  COMPLETED("completed", true),
  FAILED("failed", true),
  BUSY("busy", true),
  NO_ANSWER("no_answer", true),
  /** Given up before it was answered. */
  CANCELED("canceled", true);

  @EnumeratedValue private final String wire;
  private final boolean isFinal;

  CallStatus(String wire, boolean isFinal) {
    this.wire = wire;
    this.isFinal = isFinal;
  }

  /** How it is written in JSON, in a query parameter and in the database. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** Whether nothing comes after it. */
  public boolean isFinal() {
    return isFinal;
  }

  /** The status written so; empty when there is none. */
  public static Optional<CallStatus> of(String wire) {
    return Arrays.stream(values()).filter(status -> status.wire.equals(wire)).findFirst();
  }
}
