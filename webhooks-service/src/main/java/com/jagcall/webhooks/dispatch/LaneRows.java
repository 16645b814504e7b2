package com.jagcall.webhooks.dispatch;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Lanes and their work in PostgreSQL. Every statement is a transaction of its own and is for many
 * lanes at once. Rows of lanes are locked in the order of their names, or not waited for.
 */
@ApplicationScoped
class LaneRows {
  private static final String CLAIM =
      """
      UPDATE lane SET owner = $1, leased_until = now() + $3::bigint * interval '1 millisecond',
        due_at = now() + $3::bigint * interval '1 millisecond'
      WHERE endpoint_id = ANY(ARRAY(
        SELECT endpoint_id FROM lane
        WHERE due_at <= now() AND (owner IS NULL OR owner = $1 OR leased_until <= now())
        ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED))
      RETURNING endpoint_id
      """;

  private static final String RENEW =
      """
      UPDATE lane SET leased_until = now() + $3::bigint * interval '1 millisecond',
        due_at = CASE WHEN due_at <= now() THEN due_at
          ELSE now() + $3::bigint * interval '1 millisecond' END
      WHERE endpoint_id = ANY(ARRAY(
        SELECT endpoint_id FROM lane WHERE endpoint_id = ANY($2::text[]) AND owner = $1
        ORDER BY endpoint_id FOR UPDATE))
      RETURNING endpoint_id
      """;

  /**
   * Lets go of lanes in which nothing has changed since they were read. One that somebody else has
   * locked is about to change.
   */
  private static final String RELEASE =
      """
      UPDATE lane SET owner = NULL, leased_until = '-infinity', due_at = CASE
        WHEN endpoint.status <> 'enabled' THEN 'infinity'
        ELSE greatest(lane.open_until, CASE
          WHEN EXISTS (SELECT FROM due WHERE due.endpoint_id = lane.endpoint_id AND attempts = 0)
            THEN now()
          ELSE coalesce((SELECT min(due.due_at) FROM due
            WHERE due.endpoint_id = lane.endpoint_id AND attempts > 0), 'infinity') END)
        END
      FROM endpoint
      WHERE endpoint.id = lane.endpoint_id AND lane.endpoint_id = ANY(ARRAY(
        SELECT lane.endpoint_id FROM lane JOIN unnest($2::text[], $3::bigint[])
          AS seen (endpoint_id, revision)
          ON seen.endpoint_id = lane.endpoint_id AND seen.revision = lane.revision
        WHERE owner = $1 FOR UPDATE OF lane SKIP LOCKED))
      RETURNING lane.endpoint_id
      """;

  private static final String LEAVE =
      """
      UPDATE lane SET owner = NULL, leased_until = '-infinity', due_at = now()
      WHERE endpoint_id = ANY(ARRAY(
        SELECT endpoint_id FROM lane WHERE owner = $1 ORDER BY endpoint_id FOR UPDATE))
      """;

  private static final String FARE =
      """
      UPDATE lane SET failures = fares.failures,
        failing_since = CASE WHEN fares.failures = 0 THEN NULL
          ELSE coalesce(lane.failing_since, now()) END,
        is_told = fares.failures > 0 AND lane.is_told,
        open_until = CASE WHEN fares.rest > 0
          THEN now() + fares.rest * interval '1 millisecond' END
      FROM unnest($2::text[], $3::integer[], $4::bigint[]) AS fares (endpoint_id, failures, rest)
      WHERE lane.endpoint_id = fares.endpoint_id AND lane.owner = $1
        AND lane.endpoint_id = ANY(ARRAY(
          SELECT endpoint_id FROM lane WHERE endpoint_id = ANY($2::text[])
          ORDER BY endpoint_id FOR UPDATE))
      """;

  private final Pool pool;

  LaneRows(Pool pool) {
    this.pool = pool;
  }

  /** How an endpoint fares: failures in a row, and for how long it is left alone. */
  record Fare(String endpointId, int failures, Duration rest) {}

  /**
   * Takes lanes in which work is due, and answers them; of this replica's own those that changed.
   */
  Uni<List<String>> claim(String replica, int most, Duration lease) {
    return names(CLAIM, Tuple.of(replica, most, lease.toMillis()));
  }

  /** Keeps lanes for longer; answers those that are still this replica's. */
  Uni<List<String>> renew(String replica, List<String> lanes, Duration lease) {
    return names(RENEW, Tuple.of(replica, lanes.toArray(String[]::new), lease.toMillis()));
  }

  /**
   * Gives lanes back whose revision is still the one that was seen; answers which.
   *
   * @param seen the revisions by the lanes' names
   */
  Uni<List<String>> release(String replica, Map<String, Long> seen) {
    return names(
        RELEASE,
        Tuple.of(
            replica, seen.keySet().toArray(String[]::new), seen.values().toArray(Long[]::new)));
  }

  /** Gives all lanes of this replica back; somebody should look at them. */
  Uni<Void> leave(String replica) {
    return query(LEAVE, Tuple.of(replica)).replaceWithVoid();
  }

  /** Writes down how endpoints fare; of lanes that are not this replica's any more, nothing. */
  Uni<Void> fare(String replica, List<Fare> fares) {
    return query(
            FARE,
            Tuple.of(
                replica,
                Columns.texts(fares, Fare::endpointId),
                Columns.numbers(fares, Fare::failures),
                fares.stream().map(fare -> fare.rest().toMillis()).toArray(Long[]::new)))
        .replaceWithVoid();
  }

  private Uni<List<String>> names(String sql, Tuple values) {
    return query(sql, values)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString(0))
                    .toList());
  }

  private Uni<RowSet<Row>> query(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values);
  }
}
