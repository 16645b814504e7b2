package com.jagcall.calls.call;

import com.jagcall.calls.agent.Agent;
import com.jagcall.calls.agent.Agents;
import com.jagcall.calls.bell.Bell;
import com.jagcall.calls.bell.Channel;
import com.jagcall.calls.billing.Billing;
import com.jagcall.calls.billing.Billing.FirstPeriod;
import com.jagcall.calls.number.Numbers;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.idempotency.Preparation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Takes the order for a call: whoever asks gets to know at once whether it will be made. Money for
 * the first period is held before; the call is dialled by whichever replica hears the bell that
 * rings with the transaction.
 */
@ApplicationScoped
class Dialing {
  private final Idempotency idempotency;
  private final Agents agents;
  private final Numbers numbers;
  private final Billing billing;
  private final CallRepository calls;
  private final CallLog log;
  private final Waiting waiting;
  private final Bell bell;
  private final CallsConfig config;
  private final Clock clock;

  Dialing(
      Idempotency idempotency,
      Agents agents,
      Numbers numbers,
      Billing billing,
      CallRepository calls,
      CallLog log,
      Waiting waiting,
      Bell bell,
      CallsConfig config,
      Clock clock) {
    this.idempotency = idempotency;
    this.agents = agents;
    this.numbers = numbers;
    this.billing = billing;
    this.calls = calls;
    this.log = log;
    this.waiting = waiting;
    this.bell = bell;
    this.config = config;
    this.clock = clock;
  }

  /** An order, and the money that is held for it. */
  private record Prepared(Order order, String holdId) {}

  Uni<RestResponse<CallView>> dial(Tenant tenant, CreateCallRequest request) {
    return idempotency.once(
        request,
        CallView.class,
        new Preparation<Prepared>() {
          @Override
          public Uni<Prepared> prepare() {
            return Dialing.this.prepare(tenant, request);
          }

          @Override
          public Uni<Void> undo(Prepared prepared) {
            return billing.release(prepared.holdId());
          }
        },
        this::store);
  }

  private Uni<Prepared> prepare(Tenant tenant, CreateCallRequest request) {
    return agents
        .active(tenant, request.agentId())
        .map(agent -> order(tenant, request, agent))
        .call(order -> numbers.mustCallFrom(tenant, order.from()))
        .map(order -> new Prepared(order, Ids.next("cho_")))
        .call(prepared -> billing.hold(firstPeriod(prepared)));
  }

  private Order order(Tenant tenant, CreateCallRequest request, Agent agent) {
    String from = request.from() == null ? agent.phoneNumber() : request.from();
    if (from == null) {
      throw ApiException.validation("from", "is needed: the agent has no phone number");
    }
    if (from.equals(request.to())) {
      throw ApiException.validation("to", "must not be the number that calls");
    }
    return new Order(
        Ids.next(Call.ID_PREFIX),
        tenant,
        CallDirection.OUTBOUND,
        from,
        request.to(),
        agent,
        request.metadata(),
        config.ringTimeout(),
        longest(agent));
  }

  private Duration longest(Agent agent) {
    Duration agents = Duration.ofSeconds(agent.maxDurationSeconds());
    return agents.compareTo(config.maxDuration()) < 0 ? agents : config.maxDuration();
  }

  private FirstPeriod firstPeriod(Prepared prepared) {
    Order order = prepared.order();
    return new FirstPeriod(
        prepared.holdId(),
        order.tenant(),
        order.direction().product(),
        order.to(),
        config.period().toSeconds(),
        // It must not end before the call has, however long that waits and rings.
        config.longestWait().plus(config.ringTimeout()).plus(config.period()).plus(config.letGo()),
        order.callId());
  }

  private Uni<RestResponse<CallView>> store(Prepared prepared) {
    Order order = prepared.order();
    Instant now = clock.instant();
    Call queued = Call.queued(order, prepared.holdId(), now);
    return waiting
        .mustHaveRoom(order.tenant())
        .chain(() -> calls.add(queued, order))
        .call(call -> log.state(call, "created", call.createdAt()))
        .call(call -> bell.ring(Channel.QUEUE, CallSteps.queue(order.tenant())))
        .map(CallView::of)
        .map(Dialing::created);
  }

  private static RestResponse<CallView> created(CallView view) {
    return RestResponse.ResponseBuilder.<CallView>created(URI.create("/v1/calls/" + view.id()))
        .entity(view)
        .build();
  }
}
