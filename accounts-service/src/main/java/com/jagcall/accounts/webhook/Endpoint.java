package com.jagcall.accounts.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * As much of an endpoint as is shown.
 *
 * @param secret only when it was just made
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Endpoint(
    String id,
    String url,
    String description,
    List<String> events,
    String status,
    String disabledReason,
    Instant failingSince,
    String agentId,
    String secret,
    Instant previousSecretExpiresAt,
    Instant createdAt) {

  public boolean enabled() {
    return "enabled".equals(status);
  }

  /** Where its pages are. */
  public String path(boolean test) {
    return "/settings/webhooks/" + (test ? "test/" : "live/") + id;
  }

  public String eventSummary() {
    if (events.contains("*")) {
      return "All events";
    }
    return events.size() == 1 ? events.get(0) : events.size() + " events";
  }

  public String eventList() {
    return String.join(", ", events);
  }

  /** The state's class in the style sheet. */
  public String stateCss() {
    if (!enabled()) {
      return "revoked";
    }
    return failingSince == null ? "active" : "ending";
  }

  public String stateLabel() {
    if (!enabled()) {
      return "Disabled";
    }
    return failingSince == null ? "Enabled" : "Failing";
  }

  /** Why it is disabled, or null. */
  public String reason() {
    if (disabledReason == null) {
      return null;
    }
    return switch (disabledReason) {
      case "gone" -> "it answered 410";
      case "failing" -> "nothing but failure";
      default -> null;
    };
  }
}
