package com.jagcall.webhooks.dispatch;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What came of attempts, in PostgreSQL: one statement, and so one transaction, for many of them.
 */
@ApplicationScoped
class AttemptRows {
  /**
   * The partition is found for each row by its time; the range of all their times, which the plan
   * is made for, leaves out those of other days. What is due is found by names that are given as
   * such, and never by a join: of that table, empty whenever nothing waits, PostgreSQL may believe
   * that it still is, and read all of it for each row.
   */
  static final String SETTLE =
      """
      WITH settled AS MATERIALIZED (
        SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::timestamptz[],
          $5::text[], $6::integer[], $7::integer[], $8::text[], $9::text[], $10::bigint[],
          $11::integer[])
        AS settled (id, created_at, status, at, url, answered, duration, answer, error, pause, step)
      ),
      tried AS (
        INSERT INTO attempt (delivery_id, delivery_created_at, at, url, status, duration_millis,
          answer, error)
        SELECT id, created_at, at, url, answered, duration, answer, error FROM settled
      ),
      again AS (
        UPDATE due SET attempts = attempts + 1, step = settled.step,
          due_at = now() + settled.pause * interval '1 millisecond'
        FROM settled WHERE due.delivery_id = settled.id AND due.delivery_id = ANY($12::text[])
      ),
      over AS (
        DELETE FROM due WHERE delivery_id = ANY($13::text[])
      )
      UPDATE delivery SET attempts = attempts + 1,
        status = CASE WHEN delivery.status = 'pending' THEN settled.status
          ELSE delivery.status END,
        last_attempt_at = settled.at, last_status = settled.answered, last_error = settled.error,
        next_attempt_at = now() + settled.pause * interval '1 millisecond',
        failed_at = CASE WHEN settled.status = 'failed' THEN now() ELSE delivery.failed_at END
      FROM settled
      WHERE delivery.id = settled.id AND delivery.created_at = settled.created_at
        AND delivery.created_at BETWEEN $14 AND $15
      """;

  private static final String GIVE_UP =
      """
      WITH over AS (DELETE FROM due WHERE delivery_id = ANY($1::text[]))
      UPDATE delivery SET status = 'failed', failed_at = now(), next_attempt_at = NULL,
        last_error = $2
      WHERE id = ANY($1::text[]) AND created_at >= $3 AND created_at <= $4
      """;

  /** SQLSTATE's classes for values that do not fit, and for rows that no partition takes. */
  private static final Set<String> HOPELESS = Set.of("22", "23");

  private final Pool pool;

  AttemptRows(Pool pool) {
    this.pool = pool;
  }

  /**
   * Whether a settlement failed with a reason that it will always fail with. So does one that has
   * to do with the rows of others.
   */
  static boolean isHopeless(Throwable failure) {
    return failure instanceof PgException refusal
        && refusal.getSqlState() != null
        && HOPELESS.contains(refusal.getSqlState().substring(0, 2));
  }

  /** Writes down what came of attempts; of those whose event is not kept, that they are over. */
  Uni<Void> settle(List<Settled> settled) {
    List<Settled> lost = settled.stream().filter(s -> s.delivery().body() == null).toList();
    if (lost.isEmpty()) {
      return settleKept(settled);
    }
    List<Settled> kept = settled.stream().filter(s -> s.delivery().body() != null).toList();
    return giveUp(lost)
        .chain(() -> kept.isEmpty() ? Uni.createFrom().voidItem() : settleKept(kept));
  }

  /** Ends deliveries of which nothing more can be written down than that. */
  Uni<Void> giveUp(List<Settled> settled) {
    return pool.preparedQuery(GIVE_UP)
        .execute(
            Tuple.of(
                Columns.texts(settled, s -> s.delivery().deliveryId()),
                settled.get(0).attempt().error(),
                Collections.min(times(settled)),
                Collections.max(times(settled))))
        .replaceWithVoid();
  }

  private static List<OffsetDateTime> times(List<Settled> settled) {
    return settled.stream().map(s -> s.delivery().createdAt().atOffset(ZoneOffset.UTC)).toList();
  }

  private static String[] names(List<Settled> settled, Predicate<Settled> which) {
    return settled.stream()
        .filter(which)
        .map(s -> s.delivery().deliveryId())
        .toArray(String[]::new);
  }

  private Uni<Void> settleKept(List<Settled> settled) {
    Tuple values =
        Tuple.tuple()
            .addArrayOfString(Columns.texts(settled, s -> s.delivery().deliveryId()))
            .addArrayOfOffsetDateTime(Columns.times(settled, s -> s.delivery().createdAt()))
            .addArrayOfString(Columns.texts(settled, Settled::status))
            .addArrayOfOffsetDateTime(Columns.times(settled, s -> s.attempt().at()))
            .addArrayOfString(Columns.texts(settled, s -> s.attempt().url()))
            .addArrayOfInteger(Columns.numbers(settled, s -> s.attempt().status()))
            .addArrayOfInteger(Columns.numbers(settled, s -> s.attempt().durationMillis()))
            .addArrayOfString(Columns.texts(settled, s -> s.attempt().answer()))
            .addArrayOfString(Columns.texts(settled, s -> s.attempt().error()))
            .addArrayOfLong(
                settled.stream()
                    .map(s -> s.pause().map(Duration::toMillis).orElse(null))
                    .toArray(Long[]::new))
            .addArrayOfInteger(Columns.numbers(settled, s -> s.delivery().step() + 1))
            .addArrayOfString(names(settled, Settled::isTriedAgain))
            .addArrayOfString(names(settled, s -> !s.isTriedAgain()))
            .addOffsetDateTime(Collections.min(times(settled)))
            .addOffsetDateTime(Collections.max(times(settled)));
    return pool.preparedQuery(SETTLE).execute(values).replaceWithVoid();
  }
}
