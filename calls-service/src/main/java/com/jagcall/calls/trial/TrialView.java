package com.jagcall.calls.trial;

import com.jagcall.calls.call.CallChannel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A call that a browser may begin. */
@RegisterForReflection
@Schema(name = "Trial", description = "Lets a browser talk to an agent, once.")
public record TrialView(
    @Schema(
            description = "The call as it will be known when it has begun.",
            examples = "call_4fT9xKp2mNq7Lw3Z",
            required = true)
        String callId,
    @Schema(description = "The agent that talks.", required = true) String agentId,
    @Schema(description = "How.", required = true) CallChannel channel,
    @Schema(
            description = "The path of the websocket, with the ticket in it.",
            examples = "/v1/calls/call_4fT9xKp2mNq7Lw3Z/talk?ticket=…",
            required = true)
        String path,
    @Schema(description = "Until when the ticket can be used.", required = true) Instant expiresAt,
    @Schema(
            description =
                "True: no language model is configured, and the offline demonstration answers.",
            required = true)
        boolean offline) {}
