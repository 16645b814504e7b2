package com.jagcall.calls.transcript;

import com.jagcall.calls.call.Call;
import com.jagcall.calls.call.Segment;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was said in a call. */
@RegisterForReflection
@Schema(name = "Transcript", description = "What was said in a call, as far as it was heard.")
public record TranscriptView(
    @Schema(description = "The call.", examples = "call_4fT9xKp2mNq7Lw3Z", required = true)
        String callId,
    @Schema(
            description = "The agent that talked.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            required = true)
        String agentId,
    @Schema(
            description = "`ready` when the call is over and nothing more will come.",
            enumeration = {"in_progress", "ready"},
            required = true)
        String status,
    @Schema(
            description =
                "True: nobody was called. An agent was tried out, or the call was made with a test "
                    + "key.",
            required = true)
        boolean test,
    @Schema(description = "What was said, in its order.", required = true) List<Segment> segments) {

  static TranscriptView of(Call call, List<Segment> segments) {
    return new TranscriptView(
        call.id(),
        call.agentId(),
        call.state().status().isFinal() ? "ready" : "in_progress",
        call.isTest(),
        segments);
  }
}
