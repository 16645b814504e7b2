package com.jagcall.calls.switchboard;

import com.jagcall.calls.billing.Billing;
import com.jagcall.calls.call.CallState;
import com.jagcall.calls.call.CallSteps;
import com.jagcall.calls.call.CallsConfig;
import com.jagcall.calls.call.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** What every live call works with. */
@ApplicationScoped
class Exchange {
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final CallSteps steps;
  private final Billing billing;
  private final Pricing pricing;
  private final Tasks tasks;
  private final CallsConfig config;
  private final Clock clock;

  Exchange(
      CallSteps steps,
      Billing billing,
      Pricing pricing,
      Tasks tasks,
      CallsConfig config,
      Clock clock) {
    this.steps = steps;
    this.billing = billing;
    this.pricing = pricing;
    this.tasks = tasks;
    this.config = config;
    this.clock = clock;
  }

  CallSteps steps() {
    return steps;
  }

  Tasks tasks() {
    return tasks;
  }

  CallsConfig config() {
    return config;
  }

  Clock clock() {
    return clock;
  }

  /**
   * Holds money for one more period.
   *
   * @param failed told whether it is the balance, or else that nobody knows
   */
  void extend(String holdId, int number, Runnable done, Consumer<Boolean> failed) {
    tasks.run(
        () ->
            billing.extend(
                holdId, number, config.period().toSeconds(), config.period().plus(MARGIN)),
        ignored -> done.run(),
        failure -> failed.accept(Billing.isInsufficient(failure)));
  }

  /** Finds out what a call cost that is over. */
  void price(Order order, String holdId, CallState state) {
    if (state.wasAnswered() && !order.channel().isTrial()) {
      tasks.run(
          () -> pricing.price(order.callId(), holdId, state.durationSeconds()),
          ignored -> {},
          // It is found out later, with all that are left.
          failure -> {});
    }
  }
}
