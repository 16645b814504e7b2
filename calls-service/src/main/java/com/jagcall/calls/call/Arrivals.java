package com.jagcall.calls.call;

import com.jagcall.common.credential.Tenant;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Stores calls that come in, as long as the tenant may have another one. */
@ApplicationScoped
public class Arrivals {
  private static final String LOCK =
      """
      select 1 from calling where organization_id = :organization and mode = :mode for update
      """;

  private static final String COUNT =
      """
      select count(*) from call where organization_id = :organization and mode = :mode
        and claimed_at is not null and ended_at is null
      """;

  private final CallRepository calls;
  private final CallLog log;
  private final CallEvents events;
  private final Waiting waiting;
  private final CallsConfig config;
  private final Clock clock;

  Arrivals(
      CallRepository calls,
      CallLog log,
      CallEvents events,
      Waiting waiting,
      CallsConfig config,
      Clock clock) {
    this.calls = calls;
    this.log = log;
    this.events = events;
    this.waiting = waiting;
    this.config = config;
    this.clock = clock;
  }

  /** Stores it, carried by this replica; false: as many are up as may be. */
  public Uni<Boolean> take(Order order, String holdId, String replica) {
    Instant now = clock.instant();
    return Panache.withTransaction(
        () ->
            waiting
                .open(order.tenant())
                .chain(() -> count(LOCK, Integer.class, order.tenant()))
                .chain(() -> count(COUNT, Long.class, order.tenant()))
                .chain(
                    up ->
                        up < config.concurrency()
                            ? store(order, Call.arrived(order, holdId, replica, now))
                            : Uni.createFrom().item(false)));
  }

  private Uni<Boolean> store(Order order, Call arrived) {
    return calls
        .add(arrived, order)
        .call(call -> log.state(call, "arrived", call.createdAt()))
        .call(call -> events.ringing(call, call.createdAt()))
        .replaceWith(true);
  }

  private static <T> Uni<T> count(String sql, Class<T> type, Tenant tenant) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(sql, type)
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire())
                    .getSingleResult());
  }
}
