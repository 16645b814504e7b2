package com.jagcall.numbers.renewal;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;
import com.jagcall.numbers.inventory.NumberType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Numbers whose next payment is due, each claimed by one replica at a time. */
@ApplicationScoped
class DueNumbers {
  private static final String CLAIM =
      """
      update phone_number set attempt = attempt + 1, leased_until = $2
      where id in (
        select id from phone_number
        where status <> 'released' and next_step_at <= $1
          and (leased_until is null or leased_until <= $1)
        order by next_step_at limit $3 for update skip locked)
      returning id, organization_id, mode, number, type, monthly_price_micros, months_paid, attempt
      """;

  private final Pool pool;

  DueNumbers(Pool pool) {
    this.pool = pool;
  }

  /**
   * A number that this replica shall bring on.
   *
   * @param monthsPaid how many months are; the next one is due
   * @param attempt whoever claims the number later has a higher one
   */
  record Claim(
      String id,
      Tenant tenant,
      String number,
      NumberType type,
      Money price,
      int monthsPaid,
      int attempt) {}

  /** Claims the numbers that are due, the longest due ones first. */
  Uni<List<Claim>> claim(Instant now, Duration lease, int limit) {
    return pool.preparedQuery(CLAIM)
        .execute(
            Tuple.of(now.atOffset(ZoneOffset.UTC), now.plus(lease).atOffset(ZoneOffset.UTC), limit))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(DueNumbers::of).toList());
  }

  private static Claim of(Row row) {
    return new Claim(
        row.getString("id"),
        new Tenant(row.getString("organization_id"), Mode.of(row.getString("mode"))),
        row.getString("number"),
        NumberType.of(row.getString("type")).orElseThrow(),
        new Money(row.getLong("monthly_price_micros")),
        row.getInteger("months_paid"),
        row.getInteger("attempt"));
  }
}
