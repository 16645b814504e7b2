package com.jagcall.accounts.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/** As much of a delivery as is shown. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Delivery(
    String id,
    String eventId,
    String event,
    String endpointId,
    String status,
    int attemptCount,
    Instant createdAt,
    Instant lastAttemptAt,
    Integer lastStatusCode,
    String lastError,
    Instant nextAttemptAt) {

  /** The state's class in the style sheet. */
  public String stateCss() {
    return css(status);
  }

  public String stateLabel() {
    return label(status);
  }

  static String css(String status) {
    return switch (status) {
      case "succeeded" -> "active";
      case "failed" -> "revoked";
      default -> "ending";
    };
  }

  static String label(String status) {
    return switch (status) {
      case "succeeded" -> "Succeeded";
      case "failed" -> "Failed";
      default -> "Pending";
    };
  }
}
