package com.jagcall.calls.call;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** What a segment of a transcript is. */
@RegisterForReflection
public enum SegmentKind {
  /** Something said. */
  SPEECH,
  /** Keys of the telephone. */
  KEYPAD,
  /** Something the agent did: the tool's name, and what it was used with. */
  TOOL;

  /** How it is written in JSON and in the database. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind written so; null is what was written before there were kinds. */
  public static SegmentKind of(String wire) {
    return wire == null ? SPEECH : valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
