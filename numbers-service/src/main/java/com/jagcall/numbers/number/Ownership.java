package com.jagcall.numbers.number;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.numbers.agent.Agents;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** What owners do with their numbers. Opens the transactions, and asks others before them. */
@ApplicationScoped
class Ownership {
  private final PhoneNumberRepository numbers;
  private final NumberChanges changes;
  private final Agents agents;
  private final Clock clock;

  Ownership(PhoneNumberRepository numbers, NumberChanges changes, Agents agents, Clock clock) {
    this.numbers = numbers;
    this.changes = changes;
    this.agents = agents;
    this.clock = clock;
  }

  /**
   * Assigns the tenant's number to one of its agents, or with null to none.
   *
   * @throws ApiException {@code not_found}: no such number; {@code validation_error}: no such
   *     agent; {@code conflict}: the agent has another number
   */
  Uni<PhoneNumber> assign(Tenant tenant, String id, String agentId) {
    Uni<Void> asked =
        agentId == null
            ? Uni.createFrom().voidItem()
            : Panache.withSession(() -> numbers.get(tenant, id))
                .chain(() -> agents.mustHave(tenant, agentId));
    return asked.chain(
        () ->
            Panache.withTransaction(
                () ->
                    numbers
                        .lock(tenant, id)
                        .chain(number -> changes.assign(number, agentId, clock.instant()))));
  }

  /**
   * Gives the tenant's number back.
   *
   * @throws ApiException {@code not_found}
   */
  Uni<PhoneNumber> release(Tenant tenant, String id) {
    Instant now = clock.instant();
    return Panache.withTransaction(
        () ->
            numbers
                .lock(tenant, id)
                .chain(number -> changes.apply(number, number.lifecycle().release(now), now)));
  }
}
