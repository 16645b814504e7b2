package com.jagcall.calls.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.calls.call.Call;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.summary.CallSummary;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was said in a call, and what was made of it. */
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
    @Schema(description = "What was said, in its order.", required = true) List<Segment> segments,
    @Schema(
            description =
                "What the call was about and what came of it, in two or three sentences of the"
                    + " agent's language model; null unless `summary_status` is `ready`.",
            examples = "The caller asked for an appointment. It was booked for Monday at nine.",
            required = true,
            nullable = true)
        String summary,
    @Schema(
            description =
                "`pending` while the call lasts and for some seconds after it; `failed` when the"
                    + " model did not answer; `none` when nothing was said.",
            enumeration = {"pending", "ready", "failed", "none"},
            required = true)
        String summaryStatus,
    @Schema(
            description =
                "`model`: the words of a language model; `transcript`: sentences of the transcript,"
                    + " since this installation has no model; null: there is no summary.",
            enumeration = {"model", "transcript"},
            required = true,
            nullable = true)
        String summarySource,
    @Schema(
            implementation = Map.class,
            description =
                "Data found in the transcript, valid by the agent's `extraction_schema`; null: the"
                    + " agent has none, or `extraction_error` says why there is none.",
            examples = "{\"appointment\":\"Monday at nine\"}",
            required = true,
            nullable = true)
        JsonNode extracted,
    @Schema(
            description =
                "Why there is no data: the model's answers were not valid by the schema"
                    + " (`schema_mismatch`), it did not answer (`model_unavailable`), there is none"
                    + " (`no_language_model`), nobody said anything (`nothing_said`).",
            enumeration = {
              "schema_mismatch",
              "model_unavailable",
              "no_language_model",
              "nothing_said"
            },
            required = true,
            nullable = true)
        String extractionError) {

  static TranscriptView of(Call call, List<Segment> segments, Optional<CallSummary> made) {
    boolean isOver = call.state().status().isFinal();
    CallSummary summary = made.orElseGet(() -> isOver ? CallSummary.none() : CallSummary.pending());
    return new TranscriptView(
        call.id(),
        call.agentId(),
        isOver ? "ready" : "in_progress",
        call.isTest(),
        segments,
        summary.text(),
        summary.status().wire(),
        summary.source() == null ? null : summary.source().wire(),
        summary.extracted(),
        summary.extractionError());
  }
}
