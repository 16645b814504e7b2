package com.jagcall.common.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.jagcall.common.credential.Mode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * The payload of an event that its organization may hear of, through webhooks-service.
 *
 * @param agentId the agent it belongs to, whose own URL hears of it too; or null
 * @param event its name in the API, such as {@code call.completed}
 * @param timestamp when it happened
 * @param data as the API's documentation has it for this event
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record CustomerEvent(
    String organizationId,
    Mode mode,
    String agentId,
    String event,
    Instant timestamp,
    Object data) {

  /** Those that an organization can choose, in the order in which people read them. */
  public static final List<String> CHOICES =
      List.of(
          "call.ringing",
          "call.started",
          "call.completed",
          "call.failed",
          "call.transcript.ready",
          "call.summary.ready",
          "sms.received",
          "sms.sent",
          "sms.delivered",
          "sms.failed",
          "number.purchased",
          "number.renewed",
          "number.renewal_failed",
          "number.suspended",
          "number.resumed",
          "number.released",
          "billing.balance_low",
          "webhook.endpoint_failing",
          "webhook.endpoint_disabled");
}
