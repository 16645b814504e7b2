package com.jagcall.calls.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.jagcall.calls.billing.BillingClient.CaptureOne;
import com.jagcall.calls.billing.BillingClient.Extension;
import com.jagcall.calls.billing.BillingClient.Hold;
import com.jagcall.calls.billing.BillingClient.Release;
import com.jagcall.calls.billing.BillingClient.Resource;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The money side of a call: its first period is held before it is dialled, more is held while it
 * lasts, and what it lasted is charged by an event of the transaction that ends it.
 */
@ApplicationScoped
public class Billing {
  private static final String BILLING = "billing-service";
  private static final String RELEASE = "release";
  private static final String END = "end";

  private final BillingClient client;
  private final Outbox outbox;

  Billing(@RestClient BillingClient client, Outbox outbox) {
    this.client = client;
    this.outbox = outbox;
  }

  /**
   * Money for the first seconds of a call.
   *
   * @param holdId its name, at most 64 characters
   * @param destination the number called, E.164
   * @param expires when it is given back if nobody comes back to it
   */
  public record FirstPeriod(
      String holdId,
      Tenant tenant,
      Product product,
      String destination,
      long seconds,
      Duration expires,
      String callId) {}

  /**
   * Holds the money.
   *
   * @throws ApiException {@code insufficient_balance}; {@code validation_error} when there is no
   *     price; {@code service_unavailable} when nobody knows
   */
  public Uni<Void> hold(FirstPeriod period) {
    return client
        .hold(
            new Hold(
                period.holdId(),
                period.tenant().organizationId(),
                period.tenant().mode(),
                period.product().wire(),
                period.destination(),
                period.seconds(),
                (int) period.expires().toSeconds(),
                new Resource("call", period.callId()),
                period.product().description() + " " + period.destination()))
        .onFailure(Billing::isOutage)
        .transform(ApiException::unavailable)
        .replaceWithVoid();
  }

  /**
   * Holds money for more seconds; the same number for the same hold is done once.
   *
   * @param number from 1
   * @throws ApiException {@code insufficient_balance}, {@code conflict} when it is closed, {@code
   *     service_unavailable}
   */
  public Uni<Void> extend(String holdId, int number, long seconds, Duration expires) {
    return client
        .extend(holdId, new Extension("extend-" + number, seconds, (int) expires.toSeconds()))
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

  /** Lets a hold go at once, that no call was made for. */
  public Uni<Void> release(String holdId) {
    return client.release(holdId, new Release(RELEASE)).replaceWithVoid();
  }

  /** Lets a hold go, in the caller's transaction. */
  public Uni<Void> releaseLater(String holdId) {
    return outbox.add(
        new OutboxEvent(BILLING, "hold.release", holdId, new ReleaseEvent(holdId, RELEASE)));
  }

  /** Charges for so many seconds and lets the rest go, in the caller's transaction. */
  public Uni<Void> capture(String holdId, long seconds) {
    return outbox.add(
        new OutboxEvent(
            BILLING, "hold.capture", holdId, new CaptureEvent(holdId, END, seconds, true)));
  }

  /**
   * What a call cost. The same operation as {@link #capture}, so that it happens once, whichever of
   * the two comes first, and is answered alike.
   *
   * @throws ApiException {@code service_unavailable}
   */
  public Uni<Money> charged(String holdId, long seconds) {
    return client
        .capture(holdId, new CaptureOne(END, seconds, true))
        .map(captured -> Money.parse(captured.captured()));
  }

  /** The payload of {@code hold.capture}. */
  @RegisterForReflection
  record CaptureEvent(
      String holdId, String operationId, long quantity, @JsonProperty("final") boolean isFinal) {}

  /** The payload of {@code hold.release}. */
  @RegisterForReflection
  record ReleaseEvent(String holdId, String operationId) {}
}
