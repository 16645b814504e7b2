package com.jagcall.common.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Live data and test data of an organization never mix. */
public enum Mode {
  LIVE,
  TEST;

  /** As it stands in keys, JSON and SQL: {@code live} or {@code test}. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the wire form.
   *
   * @throws IllegalArgumentException when it is neither {@code live} nor {@code test}
   */
  @JsonCreator
  public static Mode of(String wire) {
    for (Mode mode : values()) {
      if (mode.wire().equals(wire)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("mode must be live or test");
  }

  /** As {@link #of}, under the name that JAX-RS looks for. */
  public static Mode fromString(String wire) {
    return of(wire);
  }
}
