package com.jagcall.messaging.send;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Ids;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.idempotency.Preparation;
import com.jagcall.common.money.Money;
import com.jagcall.messaging.agent.Agents;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.billing.Billing;
import com.jagcall.messaging.billing.Billing.Use;
import com.jagcall.messaging.billing.NoSuchPrice;
import com.jagcall.messaging.departure.Departures;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageView;
import com.jagcall.messaging.message.Origin;
import com.jagcall.messaging.message.Outbound;
import com.jagcall.messaging.number.Numbers;
import com.jagcall.messaging.optout.OptOutRepository;
import com.jagcall.messaging.text.SegmentedText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Accepts a client's message. Its money is held before the transaction that accepts it; whoever is
 * refused gets it back at once, or when the hold ends by itself. Test keys pay nothing, not even
 * with play money.
 */
@ApplicationScoped
class Sending {
  private final Idempotency idempotency;
  private final Numbers numbers;
  private final Agents agents;
  private final Billing billing;
  private final OptOutRepository optOuts;
  private final Departures departures;
  private final Doorbell bell;

  Sending(
      Idempotency idempotency,
      Numbers numbers,
      Agents agents,
      Billing billing,
      OptOutRepository optOuts,
      Departures departures,
      Doorbell bell) {
    this.idempotency = idempotency;
    this.numbers = numbers;
    this.agents = agents;
    this.billing = billing;
    this.optOuts = optOuts;
    this.departures = departures;
    this.bell = bell;
  }

  /** A message that is paid for. */
  private record Paid(String messageId, Money cost, String holdId) {}

  Uni<RestResponse<MessageView>> send(Tenant tenant, SendSmsRequest request) {
    request.check();
    return idempotency
        .once(
            request,
            MessageView.class,
            new Preparation<Paid>() {
              @Override
              public Uni<Paid> prepare() {
                return Sending.this.prepare(tenant, request);
              }

              @Override
              public Uni<Void> undo(Paid paid) {
                return paid.holdId() == null
                    ? Uni.createFrom().voidItem()
                    : billing.release(paid.holdId());
              }
            },
            paid -> accept(tenant, request, paid))
        .invoke(bell::ring);
  }

  private Uni<Paid> prepare(Tenant tenant, SendSmsRequest request) {
    return numbers
        .mustSend(tenant, request.from())
        .call(
            () ->
                request.agentId() == null
                    ? Uni.createFrom().voidItem()
                    : agents.mustHave(tenant, request.agentId()))
        .chain(() -> tenant.mode() == Mode.LIVE ? pay(tenant, request) : free());
  }

  private static Uni<Paid> free() {
    return Uni.createFrom().item(new Paid(Message.newId(), Money.ZERO, null));
  }

  private Uni<Paid> pay(Tenant tenant, SendSmsRequest request) {
    String id = Message.newId();
    Use use =
        new Use(
            Ids.next("smh_"),
            tenant,
            "sms_outbound",
            request.to(),
            SegmentedText.of(request.body()).segments().size(),
            id,
            "SMS to " + request.to());
    return billing
        .hold(use)
        .map(cost -> new Paid(id, cost, use.holdId()))
        .onFailure(NoSuchPrice.class)
        .transform(none -> ApiException.validation("to", "is in a country nothing is sent to"));
  }

  private Uni<RestResponse<MessageView>> accept(Tenant tenant, SendSmsRequest request, Paid paid) {
    return optOuts
        .exists(tenant, request.from(), request.to())
        .invoke(Sending::refuseIfOptedOut)
        .chain(
            () ->
                departures.accept(
                    new Outbound(
                        paid.messageId(),
                        tenant,
                        Origin.API,
                        request.from(),
                        request.to(),
                        request.body(),
                        request.agentId(),
                        request.metadata(),
                        paid.cost(),
                        paid.holdId(),
                        null)))
        .map(MessageView::of)
        .map(Sending::created);
  }

  private static void refuseIfOptedOut(boolean optedOut) {
    if (optedOut) {
      throw new ApiException(
          ErrorCode.RECIPIENT_OPTED_OUT,
          "Whoever has this number wants no messages from yours: they can answer START to change"
              + " that.");
    }
  }

  private static RestResponse<MessageView> created(MessageView view) {
    return RestResponse.ResponseBuilder.<MessageView>created(URI.create("/v1/sms/" + view.id()))
        .entity(view)
        .build();
  }
}
