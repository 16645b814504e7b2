package com.jagcall.calls.call;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** Who said something. */
@RegisterForReflection
public enum Speaker {
  AGENT,
  CALLER;

  /** How it is written in JSON and in the database: {@code agent}, {@code caller}. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The speaker written so. */
  public static Speaker of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
