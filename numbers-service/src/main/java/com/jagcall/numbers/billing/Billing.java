package com.jagcall.numbers.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import com.jagcall.numbers.billing.BillingClient.Hold;
import com.jagcall.numbers.billing.BillingClient.Question;
import com.jagcall.numbers.billing.BillingClient.Rating;
import com.jagcall.numbers.billing.BillingClient.Release;
import com.jagcall.numbers.billing.BillingClient.Resource;
import com.jagcall.numbers.inventory.MonthlyPrice;
import com.jagcall.numbers.inventory.NumberType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The money side of a number: a month is held before it is given, and taken in the transaction that
 * gives it. What costs nothing is neither.
 */
@ApplicationScoped
public class Billing {
  /** When a hold that nobody came back to ends by itself. */
  public static final Duration HOLD = Duration.ofMinutes(10);

  private static final int ONE_MONTH = 1;

  private final BillingClient client;
  private final Outbox outbox;

  Billing(@RestClient BillingClient client, Outbox outbox) {
    this.client = client;
    this.outbox = outbox;
  }

  /**
   * A month of a number.
   *
   * @param holdId of the money for it, at most 64 characters
   * @param numberId {@code pn_…}
   * @param description what the customer reads in the list of transactions
   */
  public record Month(
      String holdId,
      Tenant tenant,
      NumberType type,
      Money price,
      String numberId,
      String description) {}

  /**
   * Holds a month's money.
   *
   * @throws ApiException {@code insufficient_balance}, or {@code service_unavailable} when nobody
   *     knows
   */
  public Uni<Void> hold(Month month) {
    if (month.price().micros() == 0) {
      return Uni.createFrom().voidItem();
    }
    return client
        .hold(
            new Hold(
                month.holdId(),
                month.tenant().organizationId(),
                month.tenant().mode(),
                month.price().toString(),
                product(month.type()),
                ONE_MONTH,
                (int) HOLD.toSeconds(),
                new Resource("number", month.numberId()),
                month.description()))
        .onFailure(Billing::isOutage)
        .transform(ApiException::unavailable)
        .replaceWithVoid();
  }

  /** Whether the balance does not cover it, and nothing else is wrong. */
  public static boolean isInsufficient(Throwable failure) {
    return failure instanceof ApiException refusal
        && refusal.code() == ErrorCode.INSUFFICIENT_BALANCE;
  }

  private static boolean isOutage(Throwable failure) {
    return !(failure instanceof ApiException);
  }

  /** Lets a hold go, that nothing was given for. */
  public Uni<Void> release(Month month) {
    return month.price().micros() == 0
        ? Uni.createFrom().voidItem()
        : client.release(month.holdId(), new Release("release")).replaceWithVoid();
  }

  /** Takes what is held, in the caller's transaction. */
  public Uni<Void> capture(Month month) {
    return month.price().micros() == 0
        ? Uni.createFrom().voidItem()
        : outbox.add(
            new OutboxEvent(
                "billing-service",
                "hold.capture",
                month.holdId(),
                new Capture(month.holdId(), "capture", month.price().toString(), ONE_MONTH, true)));
  }

  /** The payload of {@code hold.capture}. */
  @RegisterForReflection
  record Capture(
      String holdId,
      String operationId,
      String amount,
      int quantity,
      @JsonProperty("final") boolean isFinal) {}

  /**
   * What a number of this type costs a month; empty when the price list does not say.
   *
   * @throws ApiException {@code service_unavailable}
   */
  public Uni<Optional<Money>> price(NumberType type) {
    return client
        .rate(new Question(product(type), ONE_MONTH))
        .map(Billing::money)
        .onFailure(NoSuchPrice.class)
        .recoverWithItem(Optional.empty())
        .onFailure()
        .transform(ApiException::unavailable);
  }

  private static String product(NumberType type) {
    return "number_" + type.wire();
  }

  private static Optional<Money> money(Rating rating) {
    return Money.CURRENCY.equals(rating.currency())
        ? MonthlyPrice.parse(rating.amount())
        : Optional.empty();
  }
}
