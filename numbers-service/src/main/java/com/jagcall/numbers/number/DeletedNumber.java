package com.jagcall.numbers.number;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a release. */
@Schema(name = "ReleasedPhoneNumber", description = "The number is no longer the organization's.")
public record DeletedNumber(
    @Schema(description = "Always true.", examples = "true", required = true) boolean deleted,
    @Schema(
            description = "Identifier of the number that was released.",
            examples = "pn_4fT9xKp2mNq7Lw3Z",
            required = true)
        String id) {}
