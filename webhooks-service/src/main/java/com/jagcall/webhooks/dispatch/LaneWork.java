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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Reads lanes with their endpoints and what is due in them: one statement for many lanes. */
@ApplicationScoped
class LaneWork {
  private static final Logger LOG = Logger.getLogger(LaneWork.class);

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

  private final Pool pool;
  private final SecretBox box;

  LaneWork(Pool pool, SecretBox box) {
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

  /** Reads lanes of this replica; one that is not its own any more is missing. */
  Uni<Map<String, Read>> read(String replica, List<Wanted> wanted) {
    Tuple values =
        Tuple.of(
            replica,
            Columns.texts(wanted, Wanted::endpointId),
            wanted.stream().map(Wanted::behind).toArray(Long[]::new),
            wanted.stream().map(Wanted::firsts).toArray(Integer[]::new),
            wanted.stream().map(Wanted::others).toArray(Integer[]::new));
    return pool.preparedQuery(READ).execute(values).map(this::lanes);
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
}
