package com.jagcall.messaging.send;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.common.money.Money;
import com.jagcall.messaging.billing.Billing;
import com.jagcall.messaging.billing.Billing.Use;
import com.jagcall.messaging.billing.NoSuchPrice;
import com.jagcall.messaging.text.SegmentedText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Holds the price of a message before the transaction that accepts it. Test keys pay nothing, not
 * even with play money.
 */
@ApplicationScoped
class Payments {
  private final Billing billing;

  Payments(Billing billing) {
    this.billing = billing;
  }

  /**
   * A message that is paid for.
   *
   * @param holdId null: it costs nothing
   */
  record Paid(String messageId, Money cost, String holdId) {}

  /**
   * Holds what it costs.
   *
   * @throws ApiException {@code insufficient_balance}; {@code validation_error} of {@code to} when
   *     nothing is sent there; {@code service_unavailable}
   */
  Uni<Paid> pay(Tenant tenant, String messageId, String to, String body) {
    if (tenant.mode() == Mode.TEST) {
      return Uni.createFrom().item(new Paid(messageId, Money.ZERO, null));
    }
    Use use =
        new Use(
            Ids.next("smh_"),
            tenant,
            "sms_outbound",
            to,
            SegmentedText.of(body).segments().size(),
            messageId,
            "SMS to " + to);
    return billing
        .hold(use)
        .map(cost -> new Paid(messageId, cost, use.holdId()))
        .onFailure(NoSuchPrice.class)
        .transform(none -> ApiException.validation("to", "is in a country nothing is sent to"));
  }

  /** Lets it go: the message was not accepted. */
  Uni<Void> giveBack(Paid paid) {
    return paid.holdId() == null ? Uni.createFrom().voidItem() : billing.release(paid.holdId());
  }
}
