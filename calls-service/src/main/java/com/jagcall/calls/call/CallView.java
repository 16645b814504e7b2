package com.jagcall.calls.call;

import com.jagcall.common.money.Money;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A call as it is answered. */
@RegisterForReflection
@Schema(name = "Call", description = "A call that an agent makes or takes.")
public record CallView(
    @Schema(description = "Identifier.", examples = "call_4fT9xKp2mNq7Lw3Z", required = true)
        String id,
    @Schema(
            description = "The agent that talks.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            required = true)
        String agentId,
    @Schema(
            description = "The number called, E.164; null: an agent was tried out in the browser.",
            examples = "+12125550100",
            required = true,
            nullable = true)
        String to,
    @Schema(
            description = "The number that calls, E.164; null: withheld.",
            examples = "+14155550100",
            required = true,
            nullable = true)
        String from,
    @Schema(description = "Who calls.", required = true) CallDirection direction,
    @Schema(
            description =
                "How the two sides hear each other: `browser` and `chat` are agents tried out on "
                    + "the dashboard.",
            required = true)
        CallChannel channel,
    @Schema(
            description =
                "True: nobody was called. An agent was tried out, or the call was made with a test "
                    + "key.",
            required = true)
        boolean test,
    @Schema(
            description =
                "`queued`: it waits for its turn, or is being dialled. `completed`: it connected"
                    + " and ended as calls do. `canceled`: given up before it was answered.",
            required = true)
        CallStatus status,
    @Schema(description = "When it was made.", required = true) Instant createdAt,
    @Schema(description = "When it was answered; null: not.", required = true, nullable = true)
        Instant answeredAt,
    @Schema(description = "When it ended; null: not yet.", required = true, nullable = true)
        Instant endedAt,
    @Schema(
            description = "From answer to end, a second begun counts; null until it has ended.",
            required = true,
            nullable = true)
        Long durationSeconds,
    @Schema(
            description = "Why it ended, such as `remote_hangup`; null until it has.",
            examples = "remote_hangup",
            required = true,
            nullable = true)
        String endReason,
    @Schema(
            description = "What went wrong, such as `no_answer`; null: nothing.",
            required = true,
            nullable = true)
        String errorCode,
    @Schema(description = "Whether its recording can be fetched.", required = true)
        boolean recordingAvailable,
    @Schema(
            description = "What it cost; null until it is charged, shortly after its end.",
            examples = "0.0140",
            required = true,
            nullable = true)
        String cost,
    @Schema(description = "The currency of the cost.", examples = "USD", required = true)
        String currency,
    @Schema(
            description =
                "How fast the agent answered; null: nothing was measured, or it is not over.",
            required = true,
            nullable = true)
        CallLatency latency,
    @Schema(description = "Data of your own.", required = true) Map<String, String> metadata) {

  static CallView of(Call call) {
    CallState state = call.state();
    return new CallView(
        call.id(),
        call.agentId(),
        call.to(),
        call.from(),
        call.direction(),
        call.channel(),
        call.isTest(),
        state.status(),
        call.createdAt(),
        state.answeredAt(),
        state.endedAt(),
        state.durationSeconds(),
        state.endReason(),
        state.errorCode(),
        call.isRecordingAvailable(),
        call.cost().map(Money::toString).orElse(null),
        Money.CURRENCY,
        call.latency(),
        call.metadata());
  }
}
