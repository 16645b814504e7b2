package com.jagcall.accounts.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A delivery with every attempt, the last one first. */
@JsonIgnoreProperties(ignoreUnknown = true)
record DeliveryDetail(
    String id,
    String eventId,
    String event,
    String endpointId,
    String agentId,
    String status,
    Instant createdAt,
    Instant nextAttemptAt,
    String body,
    List<Attempt> attempts) {
  private static final Duration SOON = Duration.ofMinutes(1);

  /** One request. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Attempt(
      Instant at, String url, Integer statusCode, int durationMs, String response, String error) {}

  public String stateCss() {
    return Delivery.css(status);
  }

  public String stateLabel() {
    return Delivery.label(status);
  }

  /** Whether it is worth while to look again in a moment. */
  public boolean moving() {
    return "pending".equals(status)
        && nextAttemptAt != null
        && nextAttemptAt.isBefore(Instant.now().plus(SOON));
  }
}
