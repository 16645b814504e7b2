package com.jagcall.webhooks.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many deliveries are under way again. */
@RegisterForReflection
@Schema(name = "Replayed", description = "How many deliveries are under way again.")
public record ReplayedView(
    @Schema(description = "How many; at most 10,000.", required = true) int replayed,
    @Schema(
            description = "Whether there may be more, to be replayed by the same request.",
            required = true)
        boolean hasMore) {

  static ReplayedView of(int replayed) {
    return new ReplayedView(replayed, replayed == DeliveryRepository.MAX_REPLAYED);
  }
}
