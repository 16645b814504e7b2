package com.jagcall.billing.hold;

import com.jagcall.common.money.Money;
import java.time.Instant;

/** A hold as it was placed: a repetition answers the same, whatever became of it since. */
public record HoldView(
    String holdId,
    HoldStatus status,
    String amount,
    String currency,
    Instant expiresAt,
    String priceId) {

  static HoldView of(Hold hold) {
    return new HoldView(
        hold.holdId(),
        HoldStatus.OPEN,
        Money.text(hold.placedMicros()),
        Money.CURRENCY,
        hold.placedUntil(),
        hold.priceId());
  }
}
