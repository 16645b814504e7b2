package com.jagcall.billing.transaction;

import com.jagcall.billing.ledger.MovementType;
import com.jagcall.common.money.Money;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A movement as it is answered. */
@Schema(name = "Transaction", description = "A movement of money, and what it was for.")
public record TransactionView(
    @Schema(description = "Identifier.", examples = "txn_4fT9xKp2mNq7Lw3Z", required = true)
        String id,
    @Schema(
            description =
                "`top_up`, `adjustment` and `play_money` come from outside; `hold` and `extension` "
                    + "set money aside; `capture` takes what something did cost and gives the rest "
                    + "back; `release` and `expiry` give back what was set aside.",
            required = true)
        MovementType type,
    @Schema(
            description = "What it did to the balance: `available` and `held` together.",
            examples = "-0.0140",
            required = true)
        String amount,
    @Schema(description = "What it did to what can be spent.", examples = "0.0140", required = true)
        String available,
    @Schema(
            description = "What it did to what is set aside.",
            examples = "-0.0280",
            required = true)
        String held,
    @Schema(description = "ISO 4217.", examples = "USD", required = true) String currency,
    @Schema(
            description = "What it was for, in words.",
            examples = "Call to +15550100123",
            required = true,
            nullable = true)
        String description,
    @Schema(
            description = "The call, message or number it was for; null: none.",
            required = true,
            nullable = true)
        ResourceView resource,
    @Schema(
            description = "The product that was used.",
            examples = "voice_outbound",
            required = true,
            nullable = true)
        String product,
    @Schema(
            description = "How much of the product: seconds, segments or months.",
            examples = "42",
            required = true,
            nullable = true)
        Long quantity,
    @Schema(description = "When it happened.", required = true) Instant createdAt) {

  /** What a movement was for. */
  @Schema(name = "TransactionResource", description = "What a movement was for.")
  public record ResourceView(
      @Schema(description = "`call`, `sms` or `number`.", examples = "call", required = true)
          String type,
      @Schema(description = "Its identifier.", examples = "call_4fT9xKp2mNq7Lw3Z", required = true)
          String id) {}

  static TransactionView of(TransactionRow row) {
    return new TransactionView(
        row.id(),
        row.type(),
        Money.text(row.availableMicros() + row.heldMicros()),
        Money.text(row.availableMicros()),
        Money.text(row.heldMicros()),
        Money.CURRENCY,
        row.description() == null ? row.reason() : row.description(),
        row.resourceId() == null ? null : new ResourceView(row.resourceType(), row.resourceId()),
        row.product(),
        row.quantity(),
        row.createdAt());
  }
}
