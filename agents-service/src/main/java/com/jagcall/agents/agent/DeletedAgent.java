package com.jagcall.agents.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a deletion. */
@Schema(description = "The agent is gone.")
public record DeletedAgent(
    @Schema(description = "Always true.", examples = "true", required = true) boolean deleted,
    @Schema(
            description = "Identifier of the agent that was deleted.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            required = true)
        String id) {}
