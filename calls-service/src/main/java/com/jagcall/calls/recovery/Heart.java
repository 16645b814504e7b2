package com.jagcall.calls.recovery;

import com.jagcall.calls.call.CallSteps;
import com.jagcall.calls.call.CallsConfig;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.recovery.Replicas.Orphan;
import com.jagcall.calls.switchboard.Switchboard;
import com.jagcall.calls.switchboard.Tasks;
import com.jagcall.calls.switchboard.Tasks.Timer;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Says again and again that this replica lives until it leaves, and ends the calls of those that do
 * not any more.
 */
@ApplicationScoped
class Heart {
  private static final Logger LOG = Logger.getLogger(Heart.class);
  private static final int BEFORE_ALL_OTHERS = 1;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Replicas replicas;
  private final Switchboard switchboard;
  private final CallSteps steps;
  private final Farewell farewell;
  private final Tasks tasks;
  private final CallsConfig config;
  private final AtomicBoolean isBeating = new AtomicBoolean();
  private final AtomicBoolean isRecovering = new AtomicBoolean();
  private Timer beats;

  Heart(
      Replicas replicas,
      Switchboard switchboard,
      CallSteps steps,
      Farewell farewell,
      Tasks tasks,
      CallsConfig config) {
    this.replicas = replicas;
    this.switchboard = switchboard;
    this.steps = steps;
    this.farewell = farewell;
    this.tasks = tasks;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    beats = tasks.every(config.beat(), this::beat);
    tasks.every(config.sweep(), this::recover);
    beat();
  }

  /** Readiness says no from now on, by Quarkus; calls go on. */
  void stopping(@Observes ShutdownDelayInitiatedEvent event) {
    switchboard.drain();
  }

  void stop(@Observes @Priority(BEFORE_ALL_OTHERS) ShutdownEvent event)
      throws InterruptedException {
    boolean isQuiet = farewell.say();
    beats.cancel();
    if (isQuiet) {
      replicas
          .leave(switchboard.replica())
          .onFailure()
          .recoverWithNull()
          .await()
          .atMost(LAST_WORDS);
    }
  }

  private void beat() {
    if (isBeating.compareAndSet(false, true)) {
      String replica = switchboard.replica();
      tasks.run(
          () ->
              replicas
                  .beat(replica)
                  .invoke(this::lives)
                  .chain(() -> replicas.hangupWishes(replica)),
          wishes -> {
            isBeating.set(false);
            wishes.forEach(id -> switchboard.hangUp(id, EndReason.API_HANGUP));
          },
          failure -> {
            isBeating.set(false);
            switchboard.setOpen(false);
          });
    }
  }

  private void lives(boolean isKnownToLive) {
    if (isKnownToLive) {
      switchboard.setOpen(true);
    } else {
      switchboard.lost();
    }
  }

  private void recover() {
    if (isRecovering.compareAndSet(false, true)) {
      tasks.run(
          this::recoverAll,
          ignored -> isRecovering.set(false),
          failure -> {
            isRecovering.set(false);
            LOG.debugf("Looked in vain for lost calls: %s", failure);
          });
    }
  }

  /** Calls of replicas that are no more end as of their last beat. */
  private Uni<Void> recoverAll() {
    return replicas
        .giveUp(config.lease())
        .invoke(count -> warn(count))
        .chain(replicas::orphans)
        .chain(this::end)
        .chain(replicas::forget);
  }

  private static void warn(int lost) {
    if (lost > 0) {
      LOG.warnf("%d replicas do not beat any more: their calls are ended", lost);
    }
  }

  private Uni<Void> end(List<Orphan> orphans) {
    return Multi.createFrom()
        .iterable(orphans)
        .onItem()
        .transformToUniAndConcatenate(this::end)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Boolean> end(Orphan orphan) {
    Ending ending = new Ending(EndReason.SERVICE_RESTART, orphan.lastSeen(), false, null);
    return steps.end(orphan.tenant(), orphan.id(), ending).replaceWith(true);
  }
}
