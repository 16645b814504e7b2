package com.jagcall.numbers.number;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which number to buy. */
@Schema(name = "BuyPhoneNumber", description = "Which number to buy.")
public record BuyNumberRequest(
    @NotNull
        @Pattern(
            regexp = "^\\+[1-9][0-9]{6,14}$",
            message = "must be an E.164 phone number, such as +14155550100")
        @Schema(
            description = "A number that a search found, E.164.",
            examples = "+14155550100",
            required = true)
        String phoneNumber,
    @Size(max = 64)
        @Schema(
            description = "The agent to assign it to at once; null or left out: none.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            nullable = true)
        String agentId) {}
