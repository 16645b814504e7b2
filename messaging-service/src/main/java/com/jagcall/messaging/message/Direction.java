package com.jagcall.messaging.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which way a message goes. */
public enum Direction {
  /** From a telephone to a number of the organization. */
  INBOUND,
  /** From a number of the organization to a telephone. */
  OUTBOUND;

  /** As it stands in JSON and SQL. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Direction read(String wire) {
    return of(wire).orElseThrow();
  }

  /** The direction of this name; empty when there is none. */
  public static Optional<Direction> of(String wire) {
    return Arrays.stream(values()).filter(direction -> direction.wire().equals(wire)).findAny();
  }
}
