package com.jagcall.messaging.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Looks after receipts that came before the answer to their submit. */
@ApplicationScoped
class Orphans {
  private static final int BATCH = 200;

  /** How many are kept at most. */
  private static final long MOST = 100_000;

  private final Deliveries deliveries;
  private final DeliveryRows rows;
  private final DeliveryConfig config;
  private final Clock clock;

  Orphans(Deliveries deliveries, DeliveryRows rows, DeliveryConfig config, Clock clock) {
    this.deliveries = deliveries;
    this.rows = rows;
    this.config = config;
    this.clock = clock;
  }

  /** A receipt and the answer to its submit may have been stored at the same moment. */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> reunite() {
    return Multi.createBy()
        .repeating()
        .uni(() -> deliveries.reunite(BATCH))
        .whilst(reunited -> reunited == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Panache.withTransaction(
        () -> rows.forget(clock.instant().minus(config.orphans()), MOST));
  }
}
