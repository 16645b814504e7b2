package com.jagcall.billing.hold;

import com.jagcall.common.money.Money;
import java.time.Instant;

/**
 * What was done to a hold, and how that left it.
 *
 * @param extended how much more is held now
 * @param captured how much was charged
 * @param uncovered how much should have been charged too, but nobody has it
 * @param released how much went back
 * @param remaining how much is held
 */
public record HoldOperationView(
    String holdId,
    String operationId,
    HoldStatus status,
    String extended,
    String captured,
    String uncovered,
    String released,
    String remaining,
    String currency,
    Instant expiresAt) {

  static HoldOperationView of(HoldOperation operation) {
    return new HoldOperationView(
        operation.holdId(),
        operation.operationId(),
        operation.status(),
        Money.text(operation.extendedMicros()),
        Money.text(operation.capturedMicros()),
        Money.text(operation.uncoveredMicros()),
        Money.text(operation.releasedMicros()),
        Money.text(operation.remainingMicros()),
        Money.CURRENCY,
        operation.expiresAt());
  }
}
