package com.jagcall.numbers.search;

import com.jagcall.common.money.Money;
import com.jagcall.numbers.inventory.Capability;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.inventory.StockedNumber;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A number that can be bought. */
@Schema(name = "AvailablePhoneNumber", description = "A number that can be bought.")
public record AvailableNumberView(
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
        String currency) {

  static AvailableNumberView of(StockedNumber number) {
    return new AvailableNumberView(
        number.number(),
        number.country(),
        number.type(),
        number.region(),
        Capability.of(number.voice(), number.sms()),
        number.monthlyPrice().toString(),
        Money.CURRENCY);
  }
}
