package com.jagcall.calls.call;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/** How the two sides of a call hear each other. */
@RegisterForReflection
public enum CallChannel {
  /** By telephone, or as if, in the sandbox. */
  PHONE("phone"),
  /** Somebody tries an agent out, with a browser's microphone. */
  BROWSER("browser"),
  /** Somebody tries an agent out in writing. */
  CHAT("chat");

  @EnumeratedValue private final String wire;

  CallChannel(String wire) {
    this.wire = wire;
  }

  /** How it is written in JSON, in a query parameter and in the database. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /**
   * Whether an agent is only tried out: nobody is called, nothing is charged, and no webhook hears
   * of it.
   */
  public boolean isTrial() {
    return this != PHONE;
  }

  /** The channel written so; empty when there is none. */
  public static Optional<CallChannel> of(String wire) {
    return Arrays.stream(values()).filter(channel -> channel.wire.equals(wire)).findFirst();
  }
}
