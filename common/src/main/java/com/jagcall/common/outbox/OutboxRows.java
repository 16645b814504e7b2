package com.jagcall.common.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The outbox as its relay sees it. No statement here is part of anybody's transaction. */
@ApplicationScoped
class OutboxRows {
  /** Has an event that may be sent now. */
  private static final String DUE =
      """
      SELECT receiver FROM unnest($1::text[]) AS receiver
      WHERE EXISTS (
        SELECT FROM outbox WHERE outbox.receiver = receiver.receiver AND not_before <= now())
      """;

  private static final String LEASE =
      """
      INSERT INTO outbox_relay (receiver, replica, until)
      VALUES ($1, $2, now() + $3::bigint * interval '1 millisecond')
      ON CONFLICT (receiver) DO UPDATE SET replica = excluded.replica, until = excluded.until
      WHERE outbox_relay.replica = excluded.replica OR outbox_relay.until < now()
      """;

  /** What waits behind a resting event of its key rests with it. */
  private static final String NEXT =
      """
      SELECT position, id, type, key, created_at, payload FROM outbox next
      WHERE receiver = $1 AND not_before <= now() AND NOT EXISTS (
        SELECT FROM outbox earlier
        WHERE earlier.receiver = $1 AND earlier.key = next.key
          AND earlier.position < next.position
          AND earlier.refusals > 0 AND earlier.not_before > now())
      ORDER BY position LIMIT $2
      """;

  private static final String SETTLE =
      """
      WITH gone AS (DELETE FROM outbox WHERE position = ANY($1))
      UPDATE outbox SET refusals = refusals + 1,
        not_before = now() + least(interval '5 minutes', interval '1 second' * 2 ^ least(refusals, 10))
      WHERE position = ANY($2)
      """;

  private static final String OLDEST =
      """
      SELECT receiver, (
        SELECT created_at FROM outbox WHERE outbox.receiver = receiver.receiver
        ORDER BY position LIMIT 1) AS oldest
      FROM unnest($1::text[]) AS receiver
      """;

  private static final String FORGET =
      """
      DELETE FROM received_event WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM received_event WHERE received_at < now() - interval '7 days' LIMIT 10000))
      """;

  @Inject Pool pool;

  /** One event as it waits. */
  record Waiting(long position, String id, String type, String key, Instant at, String payload) {}

  /** Those of the receivers for whom something waits. */
  Uni<List<String>> due(List<String> receivers) {
    return query(DUE, Tuple.of(receivers.toArray(String[]::new)))
        .map(rows -> stream(rows).map(row -> row.getString(0)).toList());
  }

  /** Whether this replica is the one that sends to the receiver, from now on for so long. */
  Uni<Boolean> lease(String receiver, String replica, Duration duration) {
    return query(LEASE, Tuple.of(receiver, replica, duration.toMillis()))
        .map(SqlResult::rowCount)
        .map(count -> count == 1);
  }

  /** The next events for a receiver, in their order. */
  Uni<List<Waiting>> next(String receiver, int limit) {
    return query(NEXT, Tuple.of(receiver, limit))
        .map(rows -> stream(rows).map(OutboxRows::waiting).toList());
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.getLong(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        row.getString(5));
  }

  /** Forgets what was delivered, and lets rest what was refused: 1 s, 2 s, 4 s and up to 5 min. */
  Uni<Void> settle(List<Waiting> delivered, List<Waiting> refused) {
    return query(SETTLE, Tuple.of(positions(delivered), positions(refused))).replaceWithVoid();
  }

  private static Long[] positions(List<Waiting> events) {
    return events.stream().map(Waiting::position).toArray(Long[]::new);
  }

  /**
   * When the oldest event that waits for each receiver was written; only of those that have one.
   */
  Uni<Map<String, Instant>> oldest(List<String> receivers) {
    return query(OLDEST, Tuple.of(receivers.toArray(String[]::new)))
        .map(
            rows ->
                stream(rows)
                    .filter(row -> row.getValue(1) != null)
                    .collect(Collectors.toMap(row -> row.getString(0), OutboxRows::instant)));
  }

  private static Instant instant(Row row) {
    OffsetDateTime time = row.getOffsetDateTime(1);
    return time.toInstant();
  }

  /** Forgets which events came more than a week ago, a bounded number at a time. */
  Uni<Void> forgetReceived() {
    return query(FORGET, Tuple.tuple()).replaceWithVoid();
  }

  private Uni<RowSet<Row>> query(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values);
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
