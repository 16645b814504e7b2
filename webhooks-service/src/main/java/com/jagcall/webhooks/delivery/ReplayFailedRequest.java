package com.jagcall.webhooks.delivery;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which failed deliveries are replayed. */
@Schema(description = "Which failed deliveries are replayed.")
public record ReplayFailedRequest(
    @NotNull
        @Schema(
            description = "Those of events taken in at this time or later, RFC 3339.",
            examples = "2026-01-01T00:00:00Z",
            required = true)
        Instant since) {
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** The same, within the times that PostgreSQL knows: nothing was taken in beyond. */
  Instant sinceStored() {
    if (since.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return since.isAfter(LATEST) ? LATEST : since;
  }
}
