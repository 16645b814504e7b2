package com.jagcall.calls.trial;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which agent is tried out, and how. */
@Schema(name = "CreateTrial", description = "Which agent is tried out, and how.")
public record CreateTrialRequest(
    @NotNull
        @Size(max = 64)
        @Schema(
            description = "The agent that talks.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            required = true)
        String agentId,
    @NotNull
        @Pattern(regexp = "^(browser|chat)$", message = "must be browser or chat")
        @Schema(
            description = "`browser`: with a microphone. `chat`: in writing.",
            enumeration = {"browser", "chat"},
            required = true)
        String channel) {}
