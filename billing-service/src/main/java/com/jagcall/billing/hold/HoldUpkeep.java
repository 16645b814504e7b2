package com.jagcall.billing.hold;

import com.jagcall.billing.BillingConfig;
import com.jagcall.common.error.Outage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets holds expire whom nobody asks about, on every replica; and forgets those long closed. */
@ApplicationScoped
class HoldUpkeep {
  private static final int MAX_DUE = 500;
  private static final int MAX_FORGOTTEN = 5_000;

  private final Holds holds;
  private final HoldRepository repository;
  private final BillingConfig config;

  HoldUpkeep(Holds holds, HoldRepository repository, BillingConfig config) {
    this.holds = holds;
    this.repository = repository;
    this.config = config;
  }

  /**
   * One organization after the other, each in a transaction of its own, so that no lock is held
   * while waiting for another. Replicas that meet on one simply find nothing left to do.
   */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> expire() {
    return Panache.withSession(() -> repository.dueTenants(MAX_DUE))
        .onItem()
        .transformToMulti(tenants -> Multi.createFrom().iterable(tenants))
        .onItem()
        .transformToUniAndConcatenate(
            tenant -> Panache.withTransaction(() -> holds.expireDue(tenant)))
        .collect()
        .last()
        .replaceWithVoid()
        // PostgreSQL is away: every request says so, and the next look may find it back.
        .onFailure(Outage::isBehind)
        .recoverWithNull();
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Panache.withTransaction(() -> repository.forget(config.keepHoldsDays(), MAX_FORGOTTEN))
        .replaceWithVoid()
        .onFailure(Outage::isBehind)
        .recoverWithNull();
  }
}
