package com.jagcall.webhooks.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A delivery as it is answered. */
@RegisterForReflection
@Schema(name = "Delivery", description = "One event on its way to one endpoint.")
public record DeliveryView(
    @Schema(
            description = "Identifier.",
            examples = "dlv_0a1b2c3d4e5f60718293a4b5c6d7e8f9",
            required = true)
        String id,
    @Schema(
            description =
                "The event, and the `webhook-id` of every attempt; a replay has the same.",
            examples = "evt_4fT9xKp2mNq7Lw3Z",
            required = true)
        String eventId,
    @Schema(description = "The event's name.", examples = "call.completed", required = true)
        String event,
    @Schema(description = "Where it goes.", examples = "whk_4fT9xKp2mNq7Lw3Z", required = true)
        String endpointId,
    @Schema(
            description = "The agent whose `webhook_url` that is; null: none.",
            required = true,
            nullable = true)
        String agentId,
    @Schema(description = "Where it is.", required = true) DeliveryStatus status,
    @Schema(description = "How many attempts were made.", required = true) int attemptCount,
    @Schema(description = "When the event was taken in.", required = true) Instant createdAt,
    @Schema(description = "When it was last tried.", required = true, nullable = true)
        Instant lastAttemptAt,
    @Schema(
            description = "The status of the last answer; null: there was none.",
            required = true,
            nullable = true)
        Integer lastStatusCode,
    @Schema(
            description = "Why the last attempt failed; null: it did not.",
            required = true,
            nullable = true)
        String lastError,
    @Schema(
            description = "When it is tried next; null: not any more.",
            required = true,
            nullable = true)
        Instant nextAttemptAt) {

  /** The columns of an answer, as JSON has them. */
  static final String COLUMNS =
      """
      delivery.id, delivery.event_id, delivery.event_type as event, delivery.endpoint_id,
        delivery.agent_id, delivery.status, delivery.attempts as attempt_count,
        delivery.created_at, delivery.last_attempt_at, delivery.last_status as last_status_code,
        delivery.last_error, delivery.next_attempt_at
      """;
}
