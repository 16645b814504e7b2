package com.jagcall.calls.switchboard;

import com.jagcall.calls.bell.Bell;
import com.jagcall.calls.call.CallSteps;
import com.jagcall.calls.call.CallsConfig;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.queue.CallQueue;
import com.jagcall.calls.queue.CallQueue.Known;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks now and then for what a bell should have rung for: calls that wait, and some that waited
 * too long; and for what could not be done when it was due.
 */
@ApplicationScoped
class Sweep {
  private static final Logger LOG = Logger.getLogger(Sweep.class);

  private final Switchboard switchboard;
  private final CallQueue queue;
  private final CallSteps steps;
  private final Pricing pricing;
  private final Tasks tasks;
  private final Bell bell;
  private final CallsConfig config;
  private final Clock clock;
  private final AtomicBoolean isBusy = new AtomicBoolean();

  Sweep(
      Switchboard switchboard,
      CallQueue queue,
      CallSteps steps,
      Pricing pricing,
      Tasks tasks,
      Bell bell,
      CallsConfig config,
      Clock clock) {
    this.switchboard = switchboard;
    this.queue = queue;
    this.steps = steps;
    this.pricing = pricing;
    this.tasks = tasks;
    this.bell = bell;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    tasks.every(config.sweep(), this::look);
    bell.answerBack(this::look);
  }

  private void look() {
    if (isBusy.compareAndSet(false, true)) {
      tasks.run(
          this::sweep,
          ignored -> isBusy.set(false),
          failure -> {
            isBusy.set(false);
            LOG.debugf("Looked in vain: %s", failure);
          });
    }
  }

  private Uni<Void> sweep() {
    return queue
        .waiting()
        .invoke(tenants -> tenants.forEach(switchboard::admit))
        .chain(() -> queue.overdue(clock.instant().minus(config.longestWait())))
        .chain(this::giveUp)
        .chain(pricing::priceRest);
  }

  private Uni<Void> giveUp(Iterable<Known> calls) {
    return Multi.createFrom()
        .iterable(calls)
        .onItem()
        .transformToUniAndConcatenate(this::giveUp)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> giveUp(Known call) {
    Instant now = clock.instant();
    return steps.endWaiting(
        call.tenant(), call.id(), new Ending(EndReason.QUEUE_TIMEOUT, now, false, null));
  }
}
