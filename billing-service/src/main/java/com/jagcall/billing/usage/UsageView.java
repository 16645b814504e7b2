package com.jagcall.billing.usage;

import com.jagcall.billing.price.Product;
import com.jagcall.common.money.Money;
import java.time.LocalDate;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What one product cost on one day. */
@Schema(name = "Usage", description = "What was charged for one product on one day (UTC).")
public record UsageView(
    @Schema(description = "The day, UTC.", examples = "2026-01-31", required = true) LocalDate day,
    @Schema(
            description =
                "The product; of what was charged without one, the kind of thing: `call`, `sms` "
                    + "or `number`.",
            examples = "voice_outbound",
            required = true)
        String product,
    @Schema(
            description = "How much of it was used, before any rounding.",
            examples = "5412",
            required = true)
        long quantity,
    @Schema(
            description = "What the quantity counts: `second`, `segment` or `month`.",
            examples = "second",
            required = true,
            nullable = true)
        String unit,
    @Schema(description = "What was charged.", examples = "1.2628", required = true) String amount,
    @Schema(description = "ISO 4217.", examples = "USD", required = true) String currency,
    @Schema(description = "How many charges.", examples = "31", required = true) long count) {

  static UsageView of(UsageRow row) {
    return new UsageView(
        row.day(),
        row.product(),
        row.quantity(),
        Product.of(row.product())
            .map(product -> product.unit().name().toLowerCase(Locale.ROOT))
            .orElse(null),
        Money.text(row.amountMicros()),
        Money.CURRENCY,
        row.count());
  }
}
