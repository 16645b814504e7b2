package com.jagcall.messaging.send;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.idempotency.Preparation;
import com.jagcall.messaging.agent.Agents;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.departure.Departures;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageView;
import com.jagcall.messaging.message.Origin;
import com.jagcall.messaging.message.Outbound;
import com.jagcall.messaging.number.Numbers;
import com.jagcall.messaging.optout.OptOutRepository;
import com.jagcall.messaging.send.Payments.Paid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Accepts a client's message. Its money is held before the transaction that accepts it; whoever is
 * refused gets it back at once, or when the hold ends by itself.
 */
@ApplicationScoped
class Sending {
  private final Idempotency idempotency;
  private final Numbers numbers;
  private final Agents agents;
  private final Payments payments;
  private final OptOutRepository optOuts;
  private final Departures departures;
  private final Doorbell bell;

  Sending(
      Idempotency idempotency,
      Numbers numbers,
      Agents agents,
      Payments payments,
      OptOutRepository optOuts,
      Departures departures,
      Doorbell bell) {
    this.idempotency = idempotency;
    this.numbers = numbers;
    this.agents = agents;
    this.payments = payments;
    this.optOuts = optOuts;
    this.departures = departures;
    this.bell = bell;
  }

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
                return payments.giveBack(paid);
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
        .chain(() -> payments.pay(tenant, Message.newId(), request.to(), request.body()));
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

  static void refuseIfOptedOut(boolean optedOut) {
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
