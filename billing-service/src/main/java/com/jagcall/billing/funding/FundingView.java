package com.jagcall.billing.funding;

import com.jagcall.billing.ledger.MovementType;
import com.jagcall.common.money.Money;
import java.time.Instant;

/**
 * Money that came in, or was put right.
 *
 * @param id the ledger's transaction
 * @param operationId the payment or adjustment that was named
 */
public record FundingView(
    String id,
    String operationId,
    MovementType type,
    String organizationId,
    String mode,
    String amount,
    String currency,
    String reason,
    Instant createdAt) {

  static FundingView of(FundingRow row) {
    return new FundingView(
        row.id(),
        row.operationId(),
        row.type(),
        row.organizationId(),
        row.mode(),
        Money.text(row.amountMicros()),
        Money.CURRENCY,
        row.reason(),
        row.createdAt());
  }
}
