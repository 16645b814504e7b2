package com.jagcall.webhooks.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An endpoint as it is answered. */
@RegisterForReflection
@Schema(name = "Endpoint", description = "A URL that is told of events.")
public record EndpointView(
    @Schema(description = "Identifier.", examples = "whk_4fT9xKp2mNq7Lw3Z", required = true)
        String id,
    @Schema(
            description = "Where events are posted.",
            examples = "https://example.com/hooks/jagcall",
            required = true)
        String url,
    @Schema(description = "What it is for.", required = true, nullable = true) String description,
    @Schema(description = "The events that are posted; `[\"*\"]`: all.", required = true)
        List<String> events,
    @Schema(description = "Whether it is sent to.", required = true) EndpointStatus status,
    @Schema(
            description =
                "Why it is disabled: by its owner, because it answered 410, or after days of nothing"
                    + " but failure.",
            required = true,
            nullable = true)
        DisabledReason disabledReason,
    @Schema(
            description = "Since when every attempt has failed; null: the last one did not.",
            required = true,
            nullable = true)
        Instant failingSince,
    @Schema(
            description =
                "The agent whose `webhook_url` this is; null: one of the organization's own.",
            required = true,
            nullable = true)
        String agentId,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "The secret of its signatures. Only in the answer that made it: it is not shown"
                    + " again.",
            examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
        String secret,
    @Schema(
            description = "Until when the secret before the present one signs too.",
            required = true,
            nullable = true)
        Instant previousSecretExpiresAt,
    @Schema(description = "When it was made.", required = true) Instant createdAt,
    @Schema(description = "When it was last changed.", required = true) Instant updatedAt) {

  static EndpointView of(Endpoint endpoint, Instant failingSince) {
    EndpointSettings settings = endpoint.settings();
    return new EndpointView(
        endpoint.id(),
        settings.url(),
        settings.description(),
        settings.events(),
        settings.status(),
        endpoint.disabledReason(),
        failingSince,
        endpoint.agentId(),
        null,
        endpoint.previousUntil(),
        endpoint.createdAt(),
        endpoint.updatedAt());
  }

  EndpointView withSecret(String text) {
    return new EndpointView(
        id,
        url,
        description,
        events,
        status,
        disabledReason,
        failingSince,
        agentId,
        text,
        previousSecretExpiresAt,
        createdAt,
        updatedAt);
  }
}
