package com.jagcall.webhooks.endpoint;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an endpoint is disabled. */
public enum DisabledReason {
  /** Its owner said so. */
  OWNER,
  /** It answered 410: it is gone. */
  GONE,
  /** Nothing but failure for days. */
  FAILING;

  /** As it is written in JSON and stored. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
