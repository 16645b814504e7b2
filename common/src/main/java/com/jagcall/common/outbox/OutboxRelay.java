package com.jagcall.common.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks whether events wait, and has them sent: ten times a second, and within milliseconds after
 * this replica wrote one, since nothing tells when its transaction is committed.
 */
@ApplicationScoped
class OutboxRelay {
  private static final long IDLE_MILLIS = 100;
  private static final long FIRST_LOOK_MILLIS = 2;

  @Inject Vertx vertx;
  @Inject Receivers receivers;
  @Inject OutboxRows rows;
  @Inject Delivery delivery;

  private final AtomicBoolean hurried = new AtomicBoolean();
  private List<String> names;
  private Map<String, ReceiverRelay> relays;
  private volatile Context context;
  private volatile long timer;
  private long delayMillis = IDLE_MILLIS;
  private volatile boolean stopped;

  void start(@Observes StartupEvent event) {
    names = receivers.present();
    relays =
        names.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), name -> new ReceiverRelay(name, rows, delivery)));
    context = vertx.getOrCreateContext();
    if (!names.isEmpty()) {
      context.runOnContext(ignored -> look());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  /** An event was written in a transaction that will be committed shortly. */
  void expect() {
    if (context != null && hurried.compareAndSet(false, true)) {
      context.runOnContext(ignored -> hurry());
    }
  }

  private void hurry() {
    delayMillis = FIRST_LOOK_MILLIS;
    // If there is no timer, a look is under way, and the next one comes soon.
    if (vertx.cancelTimer(timer)) {
      lookLater();
    }
  }

  private void lookLater() {
    if (!stopped) {
      timer = vertx.setTimer(delayMillis, ignored -> look());
      delayMillis = Math.min(delayMillis * 2, IDLE_MILLIS);
    }
  }

  private void look() {
    hurried.set(false);
    if (stopped) {
      return;
    }
    rows.due(names)
        .onTermination()
        .invoke(() -> context.runOnContext(ignored -> lookLater()))
        .subscribe()
        // PostgreSQL is away: readiness and every request say so, and the next look may find it
        // back.
        .with(due -> due.forEach(name -> relays.get(name).run()), failure -> {});
  }
}
