package com.jagcall.numbers.lifecycle;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/** What state somebody's number is in. */
@RegisterForReflection
public enum NumberStatus {
  /** Paid for. */
  ACTIVE("active"),
  /** The month is not paid; the number works for some days more. */
  GRACE("grace"),
  /** Not paid for too long: it is kept for its owner, but does not work. */
  SUSPENDED("suspended"),
  /** No longer anybody's; kept for the record. */
  RELEASED("released");

  @EnumeratedValue private final String wire;

  NumberStatus(String wire) {
    this.wire = wire;
  }

  /** How it is written in JSON, in a query parameter and in the database. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** The status written so, of those that a number one has can be in; empty when there is none. */
  public static Optional<NumberStatus> ofOwned(String wire) {
    return Arrays.stream(values())
        .filter(status -> status.wire.equals(wire) && status != RELEASED)
        .findFirst();
  }
}
