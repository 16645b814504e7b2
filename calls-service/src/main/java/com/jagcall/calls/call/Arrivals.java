package com.jagcall.calls.call;

import com.jagcall.common.credential.Tenant;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

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
        and claimed_at is not null and ended_at is null and (channel <> 'phone') = :trial
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
                .chain(() -> query(LOCK, Integer.class, order.tenant()))
                .chain(Mutiny.SelectionQuery::getSingleResult)
                .chain(() -> query(COUNT, Long.class, order.tenant()))
                .map(query -> query.setParameter("trial", order.channel().isTrial()))
                .chain(Mutiny.SelectionQuery::getSingleResult)
                .chain(
                    up ->
                        up < most(order.channel())
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

  private int most(CallChannel channel) {
    return channel.isTrial() ? config.trials() : config.concurrency();
  }

  private static <T> Uni<Mutiny.SelectionQuery<T>> query(String sql, Class<T> type, Tenant tenant) {
    return Panache.getSession()
        .map(
            session ->
                session
                    .createNativeQuery(sql, type)
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire()));
  }
}
