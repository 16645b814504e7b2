package com.jagcall.numbers.stock;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Puts numbers back on sale. Several replicas at it do not get into each other's way. */
@ApplicationScoped
public class StockUpkeep {
  private final StockRows rows;
  private final Clock clock;

  StockUpkeep(StockRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Ends the quarantines that are over. */
  @Scheduled(
      every = "${jagcall.quarantine.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> endQuarantines() {
    return Multi.createBy()
        .repeating()
        .uni(() -> rows.endQuarantine(clock.instant()))
        .whilst(count -> count > 0)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
