package com.jagcall.calls.call;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How fast an agent answered in a call: from the end of the caller's speech to its first sound. */
@RegisterForReflection
@Schema(
    name = "CallLatency",
    description =
        "From the end of the caller's speech to the first sound of the agent's answer on the wire, "
            + "over the turns of the call; the parts of a turn add up to its total.")
public record CallLatency(
    @Schema(description = "How many turns were measured.", examples = "4", required = true)
        int turns,
    @Schema(description = "All of it.", required = true) Percentiles total,
    @Schema(description = "Until it was sure that the caller had finished.", required = true)
        Percentiles endpointing,
    @Schema(description = "From there to the text.", required = true) Percentiles recognition,
    @Schema(description = "Until the model had a sentence.", required = true) Percentiles model,
    @Schema(description = "Until there was sound of it.", required = true) Percentiles synthesis,
    @Schema(description = "What the service itself took, in between.", required = true)
        Percentiles own) {

  /** Half, and nineteen of twenty, of the turns took at most so long. */
  @RegisterForReflection
  @Schema(name = "LatencyPercentiles", description = "In milliseconds, rounded up.")
  public record Percentiles(
      @Schema(description = "Half of the turns.", examples = "820", required = true) long p50Ms,
      @Schema(description = "Nineteen of twenty.", examples = "1150", required = true)
          long p95Ms) {}
}
