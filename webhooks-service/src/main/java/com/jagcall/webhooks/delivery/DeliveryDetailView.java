package com.jagcall.webhooks.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A delivery with all that is known of it. */
@RegisterForReflection
@Schema(name = "DeliveryDetail", description = "A delivery with what is sent and every attempt.")
public record DeliveryDetailView(
    @JsonUnwrapped DeliveryView delivery,
    @Schema(
            description = "What is posted, byte for byte, in every attempt.",
            examples = "{\"event\":\"call.completed\",\"timestamp\":\"…\",\"data\":{}}",
            required = true)
        String body,
    @Schema(description = "Every attempt, the last one first.", required = true)
        List<AttemptView> attempts) {}
