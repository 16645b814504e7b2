package com.jagcall.webhooks.endpoint;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether an endpoint is sent to. What waits for a disabled one is sent once it is enabled. */
public enum EndpointStatus {
  ENABLED,
  DISABLED;

  /** As it is written in JSON and stored. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
