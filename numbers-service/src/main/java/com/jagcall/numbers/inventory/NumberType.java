package com.jagcall.numbers.inventory;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/** What kind of number a number is. */
@RegisterForReflection
public enum NumberType {
  /** Belongs to a place. */
  LOCAL("local"),
  /** Belongs to a mobile network. */
  MOBILE("mobile"),
  /** Whoever is called pays. */
  TOLL_FREE("toll_free");

  @EnumeratedValue private final String wire;

  NumberType(String wire) {
    this.wire = wire;
  }

  /** How it is written in JSON, in a query parameter and in the database. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** The type written so; empty when there is none. */
  public static Optional<NumberType> of(String wire) {
    return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }
}
