package com.jagcall.agents.agent;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An agent as it is answered. */
@RegisterForReflection
@Schema(name = "Agent", description = "A voice with a task that makes and answers calls.")
public record AgentView(
    @Schema(description = "Identifier.", examples = "agt_4fT9xKp2mNq7Lw3Z", required = true)
        String id,
    @JsonUnwrapped AgentSettings settings,
    @Schema(
            description = "The number assigned to the agent, E.164; null: none is.",
            examples = "+15550100123",
            required = true,
            nullable = true)
        String phoneNumber,
    @Schema(description = "When the agent was made.", required = true) Instant createdAt,
    @Schema(description = "When the agent was last changed.", required = true) Instant updatedAt) {

  static AgentView of(Agent agent) {
    return new AgentView(
        agent.id(), agent.settings(), agent.phoneNumber(), agent.createdAt(), agent.updatedAt());
  }
}
