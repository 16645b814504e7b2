package com.jagcall.calls.switchboard;

import com.jagcall.calls.agent.Agent;
import com.jagcall.calls.agent.Agents;
import com.jagcall.calls.billing.Billing;
import com.jagcall.calls.billing.Billing.FirstPeriod;
import com.jagcall.calls.call.Arrivals;
import com.jagcall.calls.call.Call;
import com.jagcall.calls.call.CallDirection;
import com.jagcall.calls.call.CallsConfig;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.number.Numbers;
import com.jagcall.calls.number.OwnedNumber;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decides about calls that come in: whose number it is, who answers, and whether it is paid for.
 */
@ApplicationScoped
public class Reception {
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final Numbers numbers;
  private final Agents agents;
  private final Billing billing;
  private final Arrivals arrivals;
  private final Switchboard switchboard;
  private final Tasks tasks;
  private final CallsConfig config;

  Reception(
      Numbers numbers,
      Agents agents,
      Billing billing,
      Arrivals arrivals,
      Switchboard switchboard,
      Tasks tasks,
      CallsConfig config) {
    this.numbers = numbers;
    this.agents = agents;
    this.billing = billing;
    this.arrivals = arrivals;
    this.switchboard = switchboard;
    this.tasks = tasks;
    this.config = config;
  }

  /** Why a call is not taken. Such a call is recorded nowhere. */
  public enum Refusal {
    /** Nobody here has the number. */
    UNKNOWN_NUMBER,
    /** No agent answers it, or its owner cannot pay. */
    UNAVAILABLE,
    /** Its owner has as many calls up as may be. */
    BUSY,
    /** Another replica may take it. */
    OVERLOADED
  }

  /** Says no. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Refusal refusal;

    RefusedException(Refusal refusal) {
      super(refusal.name(), null, false, false);
      this.refusal = refusal;
    }
  }

  /**
   * Somebody calls. One of the two is told, on any thread.
   *
   * @param from E.164; null: withheld
   * @param to E.164
   * @param taken the call, which hears of its carriage from now on
   */
  public void arrive(String from, String to, Consumer<LiveCall> taken, Consumer<Refusal> refused) {
    if (!switchboard.arrives()) {
      refused.accept(Refusal.OVERLOADED);
      return;
    }
    tasks.run(
        () -> take(from, to),
        call -> {
          switchboard.arrived();
          taken.accept(call);
        },
        failure -> {
          switchboard.arrived();
          refused.accept(failure instanceof RefusedException no ? no.refusal : Refusal.OVERLOADED);
        });
  }

  private Uni<LiveCall> take(String from, String to) {
    return numbers
        .called(to)
        .onItem()
        .ifNull()
        .failWith(() -> new RefusedException(Refusal.UNKNOWN_NUMBER))
        .chain(number -> agent(number).map(agent -> order(from, number, agent)))
        .chain(this::admit);
  }

  private Uni<Agent> agent(OwnedNumber number) {
    return number.agentId() == null
        ? Uni.createFrom().failure(new RefusedException(Refusal.UNAVAILABLE))
        : agents
            .active(number.tenant(), number.agentId())
            .onFailure(Reception::isRefusal)
            .transform(failure -> new RefusedException(Refusal.UNAVAILABLE));
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof ApiException refusal
        && refusal.code() != ErrorCode.SERVICE_UNAVAILABLE;
  }

  private Order order(String from, OwnedNumber number, Agent agent) {
    Duration longest = Duration.ofSeconds(agent.maxDurationSeconds());
    return new Order(
        Ids.next(Call.ID_PREFIX),
        number.tenant(),
        CallDirection.INBOUND,
        from,
        number.phoneNumber(),
        agent,
        Map.of(),
        config.ringTimeout(),
        longest.compareTo(config.maxDuration()) < 0 ? longest : config.maxDuration());
  }

  private Uni<LiveCall> busy(String holdId) {
    return billing
        .release(holdId)
        .onFailure()
        .recoverWithNull()
        .chain(() -> Uni.createFrom().failure(new RefusedException(Refusal.BUSY)));
  }

  private Uni<LiveCall> admit(Order order) {
    String holdId = Ids.next("chi_");
    return billing
        .hold(
            new FirstPeriod(
                holdId,
                order.tenant(),
                order.direction().product(),
                order.to(),
                config.period().toSeconds(),
                config.period().plus(MARGIN),
                order.callId()))
        .onFailure(Reception::isRefusal)
        .transform(failure -> new RefusedException(Refusal.UNAVAILABLE))
        .chain(() -> arrivals.take(order, holdId, switchboard.replica()))
        .chain(
            isTaken ->
                isTaken ? Uni.createFrom().item(switchboard.connect(order, holdId)) : busy(holdId));
  }
}
