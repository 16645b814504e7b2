package com.jagcall.numbers.inventory;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a number can be used for. */
@RegisterForReflection
public enum Capability {
  VOICE,
  SMS;

  /** How it is written in JSON: {@code voice}, {@code sms}. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The capability written so; empty when there is none. */
  public static Optional<Capability> of(String wire) {
    return Arrays.stream(values()).filter(capability -> capability.wire().equals(wire)).findFirst();
  }

  /** Those that a number has, voice first. */
  public static List<Capability> of(boolean voice, boolean sms) {
    return Stream.of(values()).filter(capability -> capability == VOICE ? voice : sms).toList();
  }
}
