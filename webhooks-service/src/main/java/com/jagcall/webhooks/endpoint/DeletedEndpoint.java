package com.jagcall.webhooks.endpoint;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a deletion. */
@Schema(description = "The endpoint is gone.")
public record DeletedEndpoint(
    @Schema(description = "Always true.", examples = "true", required = true) boolean deleted,
    @Schema(
            description = "Identifier of the endpoint that was deleted.",
            examples = "whk_4fT9xKp2mNq7Lw3Z",
            required = true)
        String id) {}
