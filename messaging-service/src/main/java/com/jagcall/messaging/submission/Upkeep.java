package com.jagcall.messaging.submission;

import com.jagcall.messaging.delivery.Deliveries;
import com.jagcall.messaging.delivery.Fact;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Brings messages to their end of which nothing more is heard. Every replica is at it. */
@ApplicationScoped
public class Upkeep {
  private static final int BATCH = 200;

  private final ClaimRows rows;
  private final Deliveries deliveries;
  private final Clock clock;

  Upkeep(ClaimRows rows, Deliveries deliveries, Clock clock) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /** Looks once for everything whose time is over. */
  @Scheduled(
      every = "${jagcall.upkeep.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> endDue() {
    Instant now = clock.instant();
    return all(() -> rows.left(now, BATCH), Fact.LeaseEnded::new, now)
        .chain(() -> all(() -> rows.tooLate(now, BATCH), Fact.TooLate::new, now))
        .chain(() -> all(() -> rows.unconfirmed(now, BATCH), Fact.Unconfirmed::new, now));
  }

  private Uni<Void> all(
      Supplier<Uni<List<String>>> due, BiFunction<String, Instant, Fact> fact, Instant now) {
    return Multi.createBy()
        .repeating()
        .uni(
            () ->
                due.get()
                    .call(
                        ids ->
                            deliveries.learn(ids.stream().map(id -> fact.apply(id, now)).toList())))
        .whilst(ids -> ids.size() == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
