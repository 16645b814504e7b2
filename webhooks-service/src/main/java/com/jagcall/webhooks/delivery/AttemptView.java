package com.jagcall.webhooks.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An attempt as it is answered. */
@RegisterForReflection
@Schema(name = "Attempt", description = "One request to an endpoint.")
public record AttemptView(
    @Schema(description = "When it was made.", required = true) Instant at,
    @Schema(description = "Where it went.", required = true) String url,
    @Schema(
            description = "The status of the answer; null: there was none.",
            required = true,
            nullable = true)
        Integer statusCode,
    @Schema(description = "How long it took, in milliseconds.", required = true) int durationMs,
    @Schema(
            description = "The start of the answer, at most 1 KiB.",
            required = true,
            nullable = true)
        String response,
    @Schema(
            description = "Why it failed; null: it did not.",
            examples = "the connection was refused",
            required = true,
            nullable = true)
        String error) {}
