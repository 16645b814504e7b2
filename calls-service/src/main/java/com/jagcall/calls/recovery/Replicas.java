package com.jagcall.calls.recovery;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Who carries calls, by PostgreSQL's clock alone. A replica's beat says that all its calls are up:
 * one statement a second, however many there are.
 */
@ApplicationScoped
class Replicas {
  /** A replica that was given up stays so: its calls are over, and it must begin anew. */
  private static final String BEAT =
      """
      insert into replica (id, beat_at) values ($1, clock_timestamp())
      on conflict (id) do update set beat_at = excluded.beat_at where not replica.lost
      """;

  private static final String WISHES =
      """
      select id from call
      where replica = $1 and ended_at is null and hangup_requested_at is not null
      limit 1000
      """;

  private static final String GIVE_UP =
      """
      update replica set lost = true
      where not lost and beat_at < clock_timestamp() - $1::bigint * interval '1 millisecond'
      """;

  /** Of replicas that are no more, each with the last moment at which it was certainly up. */
  private static final String ORPHANS =
      """
      select call.id, organization_id, mode, beat_at from call join replica on replica.id = call.replica
      where ended_at is null and lost limit 100
      """;

  private static final String FORGET =
      """
      delete from replica where lost and beat_at < clock_timestamp() - interval '1 day'
        and not exists (select from call where call.replica = replica.id and call.ended_at is null)
      """;

  private static final String LEAVE = "delete from replica where id = $1";

  private final Pool pool;

  Replicas(Pool pool) {
    this.pool = pool;
  }

  /** A call that nobody carries any more. */
  record Orphan(Tenant tenant, String id, Instant lastSeen) {}

  /** Says that it lives; false when others have given it up. */
  Uni<Boolean> beat(String replica) {
    return run(BEAT, Tuple.of(replica)).map(rows -> rows.rowCount() == 1);
  }

  /** Its calls that somebody wants to end: what the bell says, for when it was not heard. */
  Uni<List<String>> hangupWishes(String replica) {
    return run(WISHES, Tuple.of(replica))
        .map(rows -> stream(rows).map(row -> row.getString(0)).toList());
  }

  /** Gives up those that have not beaten for so long. */
  Uni<Integer> giveUp(Duration lease) {
    return run(GIVE_UP, Tuple.of(lease.toMillis())).map(RowSet::rowCount);
  }

  /** Calls of those that were given up; some of them, if there are many. */
  Uni<List<Orphan>> orphans() {
    return run(ORPHANS, Tuple.tuple()).map(rows -> stream(rows).map(Replicas::orphan).toList());
  }

  private static Orphan orphan(Row row) {
    return new Orphan(
        new Tenant(row.getString("organization_id"), Mode.of(row.getString("mode"))),
        row.getString("id"),
        row.getOffsetDateTime("beat_at").toInstant());
  }

  /** Forgets those that were given up long ago. */
  Uni<Void> forget() {
    return run(FORGET, Tuple.tuple()).replaceWithVoid();
  }

  /** It has stopped in order. */
  Uni<Void> leave(String replica) {
    return run(LEAVE, Tuple.of(replica)).replaceWithVoid();
  }

  private Uni<RowSet<Row>> run(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values);
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
