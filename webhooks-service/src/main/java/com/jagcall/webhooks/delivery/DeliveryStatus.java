package com.jagcall.webhooks.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery is. */
public enum DeliveryStatus {
  /** It will be tried, or tried again. */
  PENDING,
  SUCCEEDED,
  /** It is not tried again unless somebody replays it. */
  FAILED;

  static Optional<DeliveryStatus> of(String wire) {
    return Arrays.stream(values()).filter(status -> status.wire().equals(wire)).findFirst();
  }

  /** As it is written in JSON and stored. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
