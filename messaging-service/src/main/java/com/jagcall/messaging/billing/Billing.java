package com.jagcall.messaging.billing;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import com.jagcall.messaging.billing.BillingClient.Hold;
import com.jagcall.messaging.billing.BillingClient.Release;
import com.jagcall.messaging.billing.BillingClient.Resource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Money is held for a message before it is accepted. */
@ApplicationScoped
public class Billing {
  /** When a hold that nobody came back to ends by itself: as late as billing-service lets it. */
  private static final Duration HOLD = Duration.ofDays(1);

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private final BillingClient client;

  Billing(@RestClient BillingClient client) {
    this.client = client;
  }

  /**
   * What money is held for.
   *
   * @param holdId at most 64 characters; the same again holds nothing more
   * @param product {@code sms_outbound} or {@code sms_inbound}
   * @param otherSide whose number decides the price
   * @param messageId {@code sms_…}
   */
  public record Use(
      String holdId,
      Tenant tenant,
      String product,
      String otherSide,
      int segments,
      String messageId,
      String description) {}

  /**
   * Holds the price of so many segments; answers it.
   *
   * @throws ApiException {@code insufficient_balance}, or {@code service_unavailable} when nobody
   *     knows
   * @throws NoSuchPrice when nothing is sent there
   */
  public Uni<Money> hold(Use use) {
    return client
        .hold(
            new Hold(
                use.holdId(),
                use.tenant().organizationId(),
                use.tenant().mode(),
                use.product(),
                E164.matcher(use.otherSide()).matches() ? use.otherSide() : null,
                use.segments(),
                (int) HOLD.toSeconds(),
                new Resource("sms", use.messageId()),
                use.description()))
        .map(held -> Money.parse(held.amount()))
        .onFailure(Billing::isOutage)
        .transform(ApiException::unavailable);
  }

  /** Whether the balance does not cover it, and nothing else is wrong. */
  public static boolean isInsufficient(Throwable failure) {
    return failure instanceof ApiException refusal
        && refusal.code() == ErrorCode.INSUFFICIENT_BALANCE;
  }

  private static boolean isOutage(Throwable failure) {
    return !(failure instanceof ApiException || failure instanceof NoSuchPrice);
  }

  /** Lets a hold go for which nothing was sent. */
  public Uni<Void> release(String holdId) {
    return client.release(holdId, new Release("release")).replaceWithVoid();
  }
}
