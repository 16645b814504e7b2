package com.jagcall.numbers.number;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.id.Ids;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.idempotency.Preparation;
import com.jagcall.numbers.agent.Agents;
import com.jagcall.numbers.billing.Billing;
import com.jagcall.numbers.billing.Billing.Month;
import com.jagcall.numbers.inventory.Inventory;
import com.jagcall.numbers.inventory.StockedNumber;
import com.jagcall.numbers.lifecycle.LifecycleEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Buys a number. The first month's money is held before the transaction that makes the number
 * somebody's, and taken by an event of that transaction: whoever gets no number gets the money back
 * at once, or when the hold ends by itself.
 */
@ApplicationScoped
class Purchase {
  private final Idempotency idempotency;
  private final Inventory inventory;
  private final Agents agents;
  private final Billing billing;
  private final PhoneNumberRepository numbers;
  private final NumberEvents events;
  private final Clock clock;

  Purchase(
      Idempotency idempotency,
      Inventory inventory,
      Agents agents,
      Billing billing,
      PhoneNumberRepository numbers,
      NumberEvents events,
      Clock clock) {
    this.idempotency = idempotency;
    this.inventory = inventory;
    this.agents = agents;
    this.billing = billing;
    this.numbers = numbers;
    this.events = events;
    this.clock = clock;
  }

  /** What the money is held for. */
  private record Offer(StockedNumber number, Month firstMonth) {}

  Uni<RestResponse<NumberView>> buy(Tenant tenant, BuyNumberRequest request) {
    return idempotency.once(
        request,
        NumberView.class,
        new Preparation<Offer>() {
          @Override
          public Uni<Offer> prepare() {
            return Purchase.this.prepare(tenant, request);
          }

          @Override
          public Uni<Void> undo(Offer offer) {
            return billing.release(offer.firstMonth());
          }
        },
        offer -> take(tenant, request, offer));
  }

  private Uni<Offer> prepare(Tenant tenant, BuyNumberRequest request) {
    return inventory
        .offer(tenant.mode(), request.phoneNumber())
        .call(() -> mustHave(tenant, request.agentId()))
        .map(number -> new Offer(number, firstMonth(tenant, number)))
        .call(offer -> billing.hold(offer.firstMonth()));
  }

  private Uni<Void> mustHave(Tenant tenant, String agentId) {
    return agentId == null ? Uni.createFrom().voidItem() : agents.mustHave(tenant, agentId);
  }

  private static Month firstMonth(Tenant tenant, StockedNumber number) {
    return new Month(
        Ids.next("pnh_"),
        tenant,
        number.type(),
        number.monthlyPrice(),
        Ids.next(PhoneNumber.ID_PREFIX),
        "Phone number " + number.number() + ", first month");
  }

  private Uni<RestResponse<NumberView>> take(Tenant tenant, BuyNumberRequest request, Offer offer) {
    PhoneNumber number =
        PhoneNumber.buy(
            offer.firstMonth().numberId(),
            tenant,
            offer.number(),
            request.agentId(),
            clock.instant());
    return inventory
        .order(tenant.mode(), number.number())
        .chain(() -> numbers.write(number))
        .call(() -> billing.capture(offer.firstMonth()))
        .call(bought -> tell(bought))
        .map(NumberView::of)
        .map(Purchase::created);
  }

  private Uni<Void> tell(PhoneNumber bought) {
    String agentId = bought.agentId();
    Uni<Void> told = events.tell(bought, agentId, LifecycleEvent.PURCHASED, bought.createdAt());
    return agentId == null
        ? told
        : told.chain(() -> events.assigned(bought.tenant(), agentId, bought.number()));
  }

  private static RestResponse<NumberView> created(NumberView view) {
    return RestResponse.ResponseBuilder.<NumberView>created(
            URI.create("/v1/phone-numbers/" + view.id()))
        .entity(view)
        .build();
  }
}
