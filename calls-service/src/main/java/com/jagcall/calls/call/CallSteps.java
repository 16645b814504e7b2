package com.jagcall.calls.call;

import com.jagcall.calls.bell.Bell;
import com.jagcall.calls.bell.Channel;
import com.jagcall.calls.billing.Billing;
import com.jagcall.common.credential.Tenant;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * The steps of a call, each in a transaction with all that follows from it: the entry in its log,
 * the events, the money, and the bells. A step that does not fit the state is none, so that each of
 * them can be taken again when nobody knows whether it was.
 */
@ApplicationScoped
public class CallSteps {
  private final CallRepository calls;
  private final CallLog log;
  private final CallEvents events;
  private final Billing billing;
  private final Bell bell;

  CallSteps(CallRepository calls, CallLog log, CallEvents events, Billing billing, Bell bell) {
    this.calls = calls;
    this.log = log;
    this.events = events;
    this.billing = billing;
    this.bell = bell;
  }

  /** The other side rings. */
  public Uni<CallState> ring(Tenant tenant, String id, Instant at) {
    return Panache.withTransaction(
        () ->
            calls
                .lock(tenant, id)
                .chain(
                    call ->
                        call.move(call.state().ring())
                            ? log.state(call, "ringing", at)
                                .chain(() -> events.ringing(call, at))
                                .replaceWith(call::state)
                            : Uni.createFrom().item(call.state())));
  }

  /** Somebody answered. */
  public Uni<CallState> answer(Tenant tenant, String id, Instant at) {
    return Panache.withTransaction(
        () ->
            calls
                .lock(tenant, id)
                .chain(
                    call ->
                        call.move(call.state().answer(at))
                            ? log.state(call, "answered", at)
                                .chain(() -> events.started(call))
                                .replaceWith(call::state)
                            : Uni.createFrom().item(call.state())));
  }

  /** Something was said; not when it is over. */
  public Uni<CallState> say(Tenant tenant, String id, Segment segment, Instant at) {
    return Panache.withTransaction(
        () ->
            calls
                .lock(tenant, id)
                .call(
                    call ->
                        call.state().status().isFinal()
                            ? Uni.createFrom().voidItem()
                            : log.segment(call, segment, at))
                .map(Call::state));
  }

  /** How fast its agent answered; before it is over. */
  public Uni<CallState> measure(Tenant tenant, String id, CallLatency latency) {
    return Panache.withTransaction(
        () ->
            calls
                .lock(tenant, id)
                .invoke(
                    call -> {
                      if (!call.state().status().isFinal()) {
                        call.measured(latency);
                      }
                    })
                .map(Call::state));
  }

  /** It is over. */
  public Uni<CallState> end(Tenant tenant, String id, Ending ending) {
    return Panache.withTransaction(
        () -> calls.lock(tenant, id).call(call -> end(call, ending)).map(Call::state));
  }

  /** As {@link #end}, unless its turn has come meanwhile. */
  public Uni<Void> endWaiting(Tenant tenant, String id, Ending ending) {
    return Panache.withTransaction(
        () ->
            calls
                .lock(tenant, id)
                .call(
                    call ->
                        call.replica() == null ? end(call, ending) : Uni.createFrom().voidItem())
                .replaceWithVoid());
  }

  /** Ends a call that the caller has locked, in the caller's transaction. */
  Uni<Void> end(Call call, Ending ending) {
    // What nobody saw the end of may have been seen last before it was there.
    boolean isTooEarly = !call.state().wasAnswered() && ending.at().isBefore(call.createdAt());
    Instant at = isTooEarly ? call.createdAt() : ending.at();
    if (!call.move(call.state().end(ending.reason(), at))) {
      return Uni.createFrom().voidItem();
    }
    if (ending.isRecorded()) {
      call.recorded();
    }
    String cause = ending.reason().wire() + (ending.detail() == null ? "" : ": " + ending.detail());
    return log.state(call, cause, at)
        .chain(() -> events.ended(call, ending.reason()))
        .chain(() -> settle(call))
        .chain(
            () ->
                call.state().wasAnswered()
                    ? calls.leaveToSummary(call)
                    : Uni.createFrom().voidItem())
        .chain(() -> calls.forgetPlan(call))
        .chain(() -> bell.ring(Channel.QUEUE, queue(call.tenant())));
  }

  private Uni<Void> settle(Call call) {
    if (call.channel().isTrial()) {
      call.costsNothing();
      return Uni.createFrom().voidItem();
    }
    if (call.state().wasAnswered()) {
      return billing.capture(call.holdId(), call.state().durationSeconds());
    }
    call.costsNothing();
    return billing.releaseLater(call.holdId());
  }

  /** What is rung for when a tenant's queue moves. */
  public static String queue(Tenant tenant) {
    return tenant.organizationId() + " " + tenant.mode().wire();
  }
}
