package com.jagcall.webhooks.dispatch;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.webhooks.signing.SecretBox;
import com.jagcall.webhooks.signing.SigningSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Lanes and their work in PostgreSQL. Every statement is a transaction of its own and is for many
 * lanes at once. Rows of lanes are locked in the order of their names, or not waited for.
 */
@ApplicationScoped
class LaneRows {
  private static final Logger LOG = Logger.getLogger(LaneRows.class);

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

  /** Each wanted lane once at least; its due deliveries, first attempts by their positions. */
  private static final String READ =
      """
      SELECT lane.endpoint_id, lane.revision, lane.failures, lane.failing_since, lane.open_until,
        endpoint.organization_id, endpoint.mode, endpoint.agent_id, endpoint.url, endpoint.status,
        coalesce(endpoint.secret, agent_secret.secret) AS secret,
        CASE WHEN endpoint.secret IS NULL THEN agent_secret.previous_secret
          ELSE endpoint.previous_secret END AS previous_secret,
        CASE WHEN endpoint.secret IS NULL THEN agent_secret.previous_until
          ELSE endpoint.previous_until END AS previous_until,
        work.delivery_id, work.created_at, work.event_id, work.key, work.position, work.attempts,
        work.step, event.body
      FROM unnest($2::text[], $3::bigint[], $4::integer[], $5::integer[])
        AS wanted (endpoint_id, behind, firsts, others)
      JOIN lane ON lane.endpoint_id = wanted.endpoint_id AND lane.owner = $1
      JOIN endpoint ON endpoint.id = lane.endpoint_id
      LEFT JOIN agent_secret ON endpoint.secret IS NULL
        AND agent_secret.organization_id = endpoint.organization_id
        AND agent_secret.mode = endpoint.mode
      LEFT JOIN LATERAL (
        (SELECT * FROM due WHERE due.endpoint_id = wanted.endpoint_id AND attempts = 0
           AND position > wanted.behind
         ORDER BY position LIMIT wanted.firsts)
        UNION ALL
        (SELECT * FROM due WHERE due.endpoint_id = wanted.endpoint_id AND attempts > 0
           AND due_at <= now()
         ORDER BY due_at LIMIT wanted.others)
      ) work ON endpoint.status = 'enabled'
      LEFT JOIN event ON event.id = work.event_id AND event.stored_at = work.created_at
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
  private final SecretBox box;

  LaneRows(Pool pool, SecretBox box) {
    this.pool = pool;
    this.box = box;
  }

  /**
   * What to read of a lane.
   *
   * @param behind only first attempts behind this position
   * @param firsts how many of them at most
   * @param others how many others at most
   */
  record Wanted(String endpointId, long behind, int firsts, int others) {}

  /** A lane as it was read. */
  record Read(Target target, long revision, List<Queued> work) {}

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

  /** Reads lanes of this replica; one that is not its own any more is missing. */
  Uni<Map<String, Read>> read(String replica, List<Wanted> wanted) {
    Tuple values =
        Tuple.of(
            replica,
            Columns.texts(wanted, Wanted::endpointId),
            wanted.stream().map(Wanted::behind).toArray(Long[]::new),
            wanted.stream().map(Wanted::firsts).toArray(Integer[]::new),
            wanted.stream().map(Wanted::others).toArray(Integer[]::new));
    return query(READ, values).map(this::lanes);
  }

  private Map<String, Read> lanes(RowSet<Row> rows) {
    Map<String, Read> lanes = new LinkedHashMap<>();
    for (Row row : rows) {
      Read lane =
          lanes.computeIfAbsent(
              row.getString("endpoint_id"),
              id -> new Read(target(row), row.getLong("revision"), new ArrayList<>()));
      if (row.getString("delivery_id") != null) {
        lane.work().add(queued(row));
      }
    }
    return lanes;
  }

  private Target target(Row row) {
    Tenant tenant =
        new Tenant(row.getString("organization_id"), Mode.fromString(row.getString("mode")));
    return new Target(
        row.getString("endpoint_id"),
        tenant,
        row.getString("url"),
        row.getString("status").equals("enabled"),
        secrets(row, tenant),
        row.getInteger("failures"),
        instant(row, "failing_since"),
        instant(row, "open_until"));
  }

  private List<SigningSecret> secrets(Row row, Tenant tenant) {
    // As in AgentSecretRepository: those of agents' URLs are sealed for the organization.
    String owner =
        row.getString("agent_id") == null
            ? row.getString("endpoint_id")
            : tenant.organizationId() + " " + tenant.mode().wire();
    List<SigningSecret> secrets = new ArrayList<>();
    try {
      secrets.add(box.open(row.getBuffer("secret").getBytes(), owner));
      Instant until = instant(row, "previous_until");
      if (until != null && until.isAfter(Instant.now())) {
        secrets.add(box.open(row.getBuffer("previous_secret").getBytes(), owner));
      }
    } catch (IllegalStateException e) {
      // Its deliveries fail, and say why; those to the other endpoints that were read do not.
      LOG.errorf("A secret of %s: %s", owner, e.getMessage());
    }
    return secrets;
  }

  private static Queued queued(Row row) {
    return new Queued(
        row.getString("delivery_id"),
        instant(row, "created_at"),
        row.getString("event_id"),
        row.getString("key"),
        row.getLong("position"),
        row.getInteger("attempts"),
        row.getInteger("step"),
        row.getString("body"));
  }

  private static Instant instant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
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
