package com.jagcall.calls.switchboard;

import com.jagcall.calls.billing.Billing;
import com.jagcall.common.money.Money;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.StreamSupport;

/**
 * Asks what calls cost that are over. Only billing-service knows; while it is away, calls have no
 * cost yet.
 */
@ApplicationScoped
class Pricing {
  private static final String WRITE =
      "update call set cost_micros = $2 where id = $1 and cost_micros is null";

  /** The newest first: one that can never be priced stands in nobody's way. */
  private static final String UNPRICED =
      """
      select id, hold_id, duration_seconds from call
      where cost_micros is null and ended_at is not null
        and ended_at < now() - interval '5 seconds' and ended_at > now() - interval '20 days'
      order by ended_at desc limit 50
      """;

  private final Billing billing;
  private final Pool pool;

  Pricing(Billing billing, Pool pool) {
    this.billing = billing;
    this.pool = pool;
  }

  /** Asks for one, and writes it down. */
  Uni<Void> price(String callId, String holdId, long seconds) {
    return billing
        .charged(holdId, seconds)
        .map(Money::micros)
        .chain(micros -> pool.preparedQuery(WRITE).execute(Tuple.of(callId, micros)))
        .replaceWithVoid();
  }

  /** Asks for those that are left; stops at the first that nobody can tell. */
  Uni<Void> priceRest() {
    return pool.query(UNPRICED)
        .execute()
        .onItem()
        .transformToMulti(
            rows -> Multi.createFrom().items(StreamSupport.stream(rows.spliterator(), false)))
        .onItem()
        .transformToUniAndConcatenate(this::price)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> price(Row row) {
    return price(row.getString("id"), row.getString("hold_id"), row.getLong("duration_seconds"));
  }
}
