package com.jagcall.calls.switchboard;

import com.jagcall.calls.call.CallLatency;
import com.jagcall.calls.call.CallState;
import com.jagcall.calls.call.CarriageListener;
import com.jagcall.calls.call.Carried;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.switchboard.Tasks.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A call that this replica carries: writes down what its carriage tells, and watches over what
 * nobody tells: how long it rings, how long it lasts, whether it is paid for, and whether it ends
 * when it is hung up.
 */
public final class LiveCall implements CarriageListener {
  private final Order order;
  private final String holdId;
  private final Exchange exchange;
  private final StepQueue steps;
  private final List<Timer> timers = new ArrayList<>();
  private final Consumer<LiveCall> over;
  private Carried carried;
  private EndReason asked;
  private boolean isAnswered;
  private boolean hasEnded;
  private Credit credit;

  LiveCall(Order order, String holdId, Exchange exchange, Consumer<LiveCall> over) {
    this.order = order;
    this.holdId = holdId;
    this.exchange = exchange;
    this.over = over;
    steps = new StepQueue(order.callId(), exchange.tasks());
  }

  public Order order() {
    return order;
  }

  String holdId() {
    return holdId;
  }

  /** Who carries it. A wish to hang up that came before is told now. */
  public void attach(Carried carriedBy) {
    EndReason before;
    synchronized (this) {
      carried = carriedBy;
      before = asked;
    }
    if (before != null) {
      carriedBy.hangUp(before);
    }
  }

  /** Begins to watch how long it rings. */
  void dialled() {
    after(order.ringTimeout(), this::rangLongEnough);
  }

  private void rangLongEnough() {
    boolean isRinging;
    synchronized (this) {
      isRinging = !isAnswered;
    }
    if (isRinging) {
      hangUp(EndReason.NO_ANSWER);
    }
  }

  /** Ends it; the first reason counts. */
  public void hangUp(EndReason why) {
    Carried now;
    synchronized (this) {
      if (hasEnded) {
        return;
      }
      if (asked == null) {
        asked = why;
        Instant at = exchange.clock().instant();
        after(
            exchange.config().letGo(),
            () -> ended(new Ending(why, at, false, "the other side did not let go")));
      }
      now = carried;
    }
    if (now != null) {
      now.hangUp(why);
    }
  }

  /** Lets the agent say goodbye, and ends it when the time is over. */
  void conclude(EndReason why, Duration within) {
    Carried now;
    synchronized (this) {
      now = carried;
    }
    if (now != null) {
      now.conclude(why);
    }
    after(within, () -> hangUp(why));
  }

  @Override
  public void ringing(Instant at) {
    steps.add(() -> exchange.steps().ring(order.tenant(), order.callId(), at), this::seen);
  }

  @Override
  public void answered(Instant at) {
    synchronized (this) {
      if (isAnswered || hasEnded) {
        return;
      }
      isAnswered = true;
      credit = Credit.from(at, exchange.config().period(), exchange.config().lead());
    }
    steps.add(() -> exchange.steps().answer(order.tenant(), order.callId(), at), this::seen);
    after(until(at.plus(order.maxDuration())), () -> hangUp(EndReason.MAX_DURATION));
    if (!order.channel().isTrial()) {
      extendLater();
    }
  }

  private void extendLater() {
    after(until(credit().nextExtension()), this::extend);
  }

  private synchronized Credit credit() {
    return credit;
  }

  private void extend() {
    exchange.extend(holdId, credit().next(), this::extended, this::notExtended);
  }

  private void extended() {
    synchronized (this) {
      credit = credit.extended();
    }
    extendLater();
  }

  /** Nobody knows is not no: it is asked again while there is time. */
  private void notExtended(boolean isInsufficient) {
    Instant now = exchange.clock().instant();
    EndReason why = isInsufficient ? EndReason.INSUFFICIENT_BALANCE : EndReason.BILLING_UNAVAILABLE;
    if (isInsufficient || credit().mustConclude(now)) {
      conclude(why, until(credit().paidUntil()));
    } else {
      after(exchange.config().lead().dividedBy(8), this::extend);
    }
  }

  @Override
  public void said(Segment segment) {
    Instant at = exchange.clock().instant();
    steps.offer(
        () -> exchange.steps().say(order.tenant(), order.callId(), segment, at), this::seen);
  }

  @Override
  public void measured(CallLatency latency) {
    steps.add(() -> exchange.steps().measure(order.tenant(), order.callId(), latency), this::seen);
  }

  @Override
  public void ended(Ending ending) {
    synchronized (this) {
      if (hasEnded) {
        return;
      }
      hasEnded = true;
      timers.forEach(Timer::cancel);
      timers.clear();
    }
    steps.add(
        () -> exchange.steps().end(order.tenant(), order.callId(), ending),
        state -> {
          over.accept(this);
          exchange.price(order, holdId, state);
        });
  }

  /** Somebody else has ended it: this replica was thought dead. */
  private void seen(CallState state) {
    if (state.status().isFinal()) {
      hangUp(EndReason.SERVICE_RESTART);
    }
  }

  private Duration until(Instant time) {
    return Duration.between(exchange.clock().instant(), time);
  }

  private synchronized void after(Duration delay, Runnable work) {
    if (!hasEnded) {
      timers.add(exchange.tasks().after(delay, work));
    }
  }
}
