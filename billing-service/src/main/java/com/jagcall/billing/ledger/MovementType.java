package com.jagcall.billing.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why money moved. */
@RegisterForReflection
public enum MovementType {
  /** Money was paid in. */
  TOP_UP,
  /** An operator put something right. */
  ADJUSTMENT,
  /** A test account was filled up. */
  PLAY_MONEY,
  /** Money was set aside for something that will cost. */
  HOLD,
  /** More was set aside for it. */
  EXTENSION,
  /** What it did cost was taken. */
  CAPTURE,
  /** What was set aside came back. */
  RELEASE,
  /** What was set aside came back because nobody said what became of it. */
  EXPIRY;

  /** As it stands in JSON and SQL: {@code top_up}. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type written so; empty when there is none. */
  public static Optional<MovementType> of(String wire) {
    return Arrays.stream(values()).filter(type -> type.wire().equals(wire)).findFirst();
  }
}
