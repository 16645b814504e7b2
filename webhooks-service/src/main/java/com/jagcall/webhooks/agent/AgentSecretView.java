package com.jagcall.webhooks.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The secret of agents' URLs as it is answered. */
@RegisterForReflection
@Schema(
    name = "AgentSecret",
    description = "What the deliveries to the `webhook_url` of every agent are signed with.")
public record AgentSecretView(
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description = "The secret. Only in the answer that made it: it is not shown again.",
            examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
        String secret,
    @Schema(description = "When it was made; null: not yet.", required = true, nullable = true)
        Instant createdAt,
    @Schema(
            description = "Until when the secret before it signs too.",
            required = true,
            nullable = true)
        Instant previousSecretExpiresAt) {

  static AgentSecretView of(AgentSecretRepository.Times times) {
    return times == null
        ? new AgentSecretView(null, null, null)
        : new AgentSecretView(null, times.createdAt(), times.previousUntil());
  }

  AgentSecretView withSecret(String text) {
    return new AgentSecretView(text, createdAt, previousSecretExpiresAt);
  }
}
