package com.jagcall.calls.queue;

import com.jagcall.calls.call.CallDirection;
import com.jagcall.calls.call.CallsConfig;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.call.StoredJson;
import com.jagcall.calls.queue.Admitted.Turn;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Whose turn it is. The tenant's row is locked while calls are admitted, over all replicas: so what
 * is up is counted when nobody else can add to it, and never more begin than may.
 */
@ApplicationScoped
public class CallQueue {
  /** Locks, and fills the bucket for the time that has passed. Sees the row as it is then. */
  private static final String LOCK =
      """
      update calling set
        tokens = least($3::double precision, tokens
          + $3::double precision * extract(epoch from clock_timestamp() - filled_at)),
        filled_at = clock_timestamp()
      where organization_id = $1 and mode = $2
      returning floor(tokens)::integer
      """;

  /** After the lock, and so with what others have committed before it was released. */
  private static final String CLAIM =
      """
      with room as (
        select greatest(0, least($4::integer, $3::integer - (
          select count(*) from call where organization_id = $1 and mode = $2
            and claimed_at is not null and ended_at is null and channel = 'phone'))) as calls
      ), next as (
        select id from call where organization_id = $1 and mode = $2
          and claimed_at is null and ended_at is null
        order by position limit (select calls from room)
      ), claimed as (
        update call set replica = $5, claimed_at = $6 from next where call.id = next.id
        returning call.*
      ), spent as (
        update calling set tokens = tokens - (select count(*) from claimed)
        where organization_id = $1 and mode = $2
      )
      select claimed.id, organization_id, mode, from_number, to_number, max_duration_seconds,
        hold_id, position, metadata::text as metadata, agent::text as agent
      from claimed join call_plan on call_plan.call_id = claimed.id
      """;

  private static final String TENANTS =
      """
      select organization_id, mode from calling where exists (
        select from call where call.organization_id = calling.organization_id
          and call.mode = calling.mode and claimed_at is null and ended_at is null)
      limit 1000
      """;

  private static final String OVERDUE =
      """
      select id, organization_id, mode from call
      where claimed_at is null and ended_at is null and created_at < $1
      limit 100
      """;

  private final Pool pool;
  private final CallsConfig config;

  CallQueue(Pool pool, CallsConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** A call, whosever it is. */
  public record Known(Tenant tenant, String id) {}

  /**
   * Admits the tenant's next calls for a replica.
   *
   * @param now when they are claimed
   */
  public Uni<Admitted> admit(Tenant tenant, String replica, Limits limits, Instant now) {
    if (limits.here() <= 0) {
      return Uni.createFrom().item(new Admitted(List.of(), null));
    }
    return pool.withTransaction(
        connection ->
            run(
                    connection,
                    LOCK,
                    Tuple.of(
                        tenant.organizationId(), tenant.mode().wire(), (double) limits.perSecond()))
                .map(rows -> stream(rows).findFirst().map(row -> row.getInteger(0)).orElse(0))
                .chain(tokens -> claim(connection, tenant, replica, limits, tokens, now)));
  }

  private Uni<Admitted> claim(
      SqlConnection connection,
      Tenant tenant,
      String replica,
      Limits limits,
      int tokens,
      Instant now) {
    int most = Math.min(tokens, limits.here());
    return run(
            connection,
            CLAIM,
            Tuple.from(
                List.of(
                    tenant.organizationId(),
                    tenant.mode().wire(),
                    limits.upAtOnce(),
                    most,
                    replica,
                    now.atOffset(ZoneOffset.UTC))))
        .map(this::turns)
        .map(
            turns ->
                new Admitted(
                    turns,
                    turns.size() == tokens && tokens < limits.here()
                        ? Duration.ofSeconds(1).dividedBy(limits.perSecond())
                        : null));
  }

  private List<Turn> turns(RowSet<Row> rows) {
    return stream(rows)
        .sorted(Comparator.comparing(row -> row.getLong("position")))
        .map(this::turn)
        .toList();
  }

  private Turn turn(Row row) {
    return new Turn(
        new Order(
            row.getString("id"),
            tenant(row),
            CallDirection.OUTBOUND,
            row.getString("from_number"),
            row.getString("to_number"),
            StoredJson.agent(row.getString("agent")),
            StoredJson.texts(row.getString("metadata")),
            config.ringTimeout(),
            Duration.ofSeconds(row.getInteger("max_duration_seconds"))),
        row.getString("hold_id"));
  }

  /** Those for whom calls wait. */
  public Uni<List<Tenant>> waiting() {
    return pool.query(TENANTS).execute().map(rows -> stream(rows).map(CallQueue::tenant).toList());
  }

  /** Calls that have waited since before this; some of them, if there are many. */
  public Uni<List<Known>> overdue(Instant before) {
    return pool.preparedQuery(OVERDUE)
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
        .map(rows -> stream(rows).map(row -> new Known(tenant(row), row.getString("id"))).toList());
  }

  private static Tenant tenant(Row row) {
    return new Tenant(row.getString("organization_id"), Mode.of(row.getString("mode")));
  }

  private static Uni<RowSet<Row>> run(SqlConnection connection, String sql, Tuple values) {
    return connection.preparedQuery(sql).execute(values);
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
