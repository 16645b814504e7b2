package com.jagcall.billing.balance;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an organization has. */
@Schema(name = "Balance", description = "What the organization has in the key's mode.")
public record BalanceView(
    @Schema(
            description = "All of it: `available` and `held` together.",
            examples = "24.5100",
            required = true)
        String balance,
    @Schema(description = "What can be spent.", examples = "22.0000", required = true)
        String available,
    @Schema(
            description = "What is set aside for calls, messages and numbers under way.",
            examples = "2.5100",
            required = true)
        String held,
    @Schema(description = "ISO 4217.", examples = "USD", required = true) String currency,
    @Schema(description = "When it last changed; now, if it never has.", required = true)
        Instant updatedAt) {}
