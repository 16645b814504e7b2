package com.jagcall.messaging.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who wrote a message. */
public enum Origin {
  /** A client of the API. */
  API,
  /** An agent's language model. */
  AGENT,
  /** This service, as the law has it: the answer to STOP, START or HELP. */
  KEYWORD,
  /** Whoever has the telephone. */
  MOBILE;

  /** As it stands in SQL. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Origin read(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
