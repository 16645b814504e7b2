package com.jagcall.common.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Measures how long events wait, and forgets what came long ago. */
@ApplicationScoped
class OutboxUpkeep {
  @Inject Receivers receivers;
  @Inject OutboxRows rows;
  @Inject MeterRegistry metrics;

  private volatile Map<String, Instant> oldest = Map.of();

  void start(@Observes StartupEvent event) {
    for (String receiver : receivers.present()) {
      Gauge.builder("jagcall.outbox.oldest.seconds", this, upkeep -> upkeep.ageSeconds(receiver))
          .tag("receiver", receiver)
          .description("How long the oldest event for a receiver has waited; 0 when none does.")
          .register(metrics);
    }
  }

  private double ageSeconds(String receiver) {
    Instant since = oldest.get(receiver);
    return since == null ? 0 : Duration.between(since, Instant.now()).toMillis() / 1000.0;
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> measure() {
    return receivers.present().isEmpty()
        ? Uni.createFrom().voidItem()
        : rows.oldest(receivers.present()).invoke(found -> oldest = found).replaceWithVoid();
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return rows.forgetReceived();
  }
}
