package com.jagcall.webhooks.endpoint;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a secret is rolled. */
@Schema(description = "How a secret is rolled.")
public record RollSecretRequest(
    @Min(0)
        @Max(168)
        @Schema(
            description = "For how many hours the old secret signs beside the new one.",
            defaultValue = "24")
        Integer graceHours) {
  private static final int DEFAULT_GRACE_HOURS = 24;

  /** What was asked for, or the default; there need not be a body. */
  public static Duration grace(RollSecretRequest request) {
    return Duration.ofHours(
        request == null || request.graceHours() == null
            ? DEFAULT_GRACE_HOURS
            : request.graceHours());
  }
}
