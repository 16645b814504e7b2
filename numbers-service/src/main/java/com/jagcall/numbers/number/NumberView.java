package com.jagcall.numbers.number;

import com.jagcall.common.money.Money;
import com.jagcall.numbers.inventory.Capability;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.lifecycle.NumberStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A number as its owner sees it. */
@RegisterForReflection
@Schema(name = "PhoneNumber", description = "A phone number of the organization.")
public record NumberView(
    @Schema(description = "Identifier.", examples = "pn_4fT9xKp2mNq7Lw3Z", required = true)
        String id,
    @Schema(description = "The number, E.164.", examples = "+14155550100", required = true)
        String phoneNumber,
    @Schema(
            description = "The country it belongs to, ISO 3166-1 alpha-2.",
            examples = "US",
            required = true)
        String country,
    @Schema(description = "What kind of number it is.", required = true) NumberType type,
    @Schema(
            description = "Where it belongs to; null: to no place.",
            examples = "San Francisco, CA",
            required = true,
            nullable = true)
        String region,
    @Schema(description = "What it can be used for.", required = true)
        List<Capability> capabilities,
    @Schema(description = "What it costs a month.", examples = "1.1500", required = true)
        String monthlyPrice,
    @Schema(description = "The currency of the price.", examples = "USD", required = true)
        String currency,
    @Schema(
            description = "The agent it is assigned to; null: none.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            required = true,
            nullable = true)
        String agentId,
    @Schema(
            description =
                "`active`: paid for. `grace`: the month is not paid, the number still works. "
                    + "`suspended`: not paid for too long, it does not work.",
            enumeration = {"active", "grace", "suspended"},
            required = true)
        NumberStatus status,
    @Schema(description = "Until when it is paid for.", required = true) Instant paidUntil,
    @Schema(description = "When it was bought.", required = true) Instant createdAt,
    @Schema(description = "When it was last changed.", required = true) Instant updatedAt) {

  static NumberView of(PhoneNumber number) {
    return new NumberView(
        number.id(),
        number.number(),
        number.country(),
        number.type(),
        number.region(),
        number.capabilities(),
        number.monthlyPrice().toString(),
        Money.CURRENCY,
        number.agentId(),
        number.lifecycle().status(),
        number.lifecycle().paidUntil(),
        number.createdAt(),
        number.updatedAt());
  }
}
