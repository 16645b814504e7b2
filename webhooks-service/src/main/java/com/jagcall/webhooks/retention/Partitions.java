package com.jagcall.webhooks.retention;

import com.jagcall.webhooks.WebhooksConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Gives each day (UTC) a partition of the three tables that grow, days ahead, and drops those of
 * days that are over for long: a deletion that leaves nothing for VACUUM. Any replica may do it;
 * one at a time does.
 */
@ApplicationScoped
class Partitions {
  private static final Logger LOG = Logger.getLogger(Partitions.class);

  /** And how full their pages are made: of these, deliveries alone are updated. */
  private static final Map<String, Integer> TABLES =
      Map.of("event", 100, "delivery", 50, "attempt", 100);

  private static final int DAYS_AHEAD = 7;
  private static final int MIN_RETENTION_DAYS = 7;
  private static final int PORTION = 5_000;
  private static final int MOST_ROUNDS = 1_000;
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Nobody waits for others' locks for long, since others would wait behind it. */
  private static final String BE_QUICK = "SET LOCAL lock_timeout = '2s'";

  private static final String TAKE_TURNS = "SELECT pg_advisory_xact_lock(7466093115520120)";

  private static final String EXISTING =
      """
      SELECT child.relname FROM pg_inherits
      JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent
      JOIN pg_namespace ON pg_namespace.oid = parent.relnamespace
      WHERE parent.relname = $1 AND pg_namespace.nspname = current_schema()
      """;

  /** What was under way for longer than events are kept cannot be sent any more. */
  private static final String GIVE_UP =
      """
      WITH gone AS (
        DELETE FROM due WHERE ctid = ANY(ARRAY(
          SELECT due.ctid FROM due LEFT JOIN endpoint ON endpoint.id = due.endpoint_id
          WHERE endpoint.id IS NULL OR due.created_at < now() - $1::integer * interval '1 day'
          LIMIT $2))
        RETURNING delivery_id, created_at
      ),
      failed AS (
        UPDATE delivery SET status = 'failed', failed_at = now(), next_attempt_at = NULL,
          last_error = coalesce(last_error, 'not sent in time')
        FROM gone WHERE delivery.id = gone.delivery_id AND delivery.created_at = gone.created_at
      )
      SELECT count(*) FROM gone
      """;

  private final Pool pool;
  private final int retentionDays;

  Partitions(Pool pool, WebhooksConfig config) {
    this.pool = pool;
    this.retentionDays = Math.max(config.retentionDays(), MIN_RETENTION_DAYS);
  }

  /** Before anything is sent or taken in. */
  void start(@Observes @Priority(1) StartupEvent event) {
    // First what can only be written down while its partition is there: this may be the first start
    // after days.
    giveUp().chain(this::keep).await().atMost(PATIENCE);
  }

  @Scheduled(every = "1h", delayed = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> keepHourly() {
    return keep()
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "Partitions are kept an hour later"))
        .onFailure()
        .recoverWithNull();
  }

  @Scheduled(
      every = "10m",
      delayed = "5m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> giveUp() {
    return giveUp(MOST_ROUNDS);
  }

  /** In portions, that nobody waits for long for the rows of one. */
  private Uni<Void> giveUp(int rounds) {
    return pool.preparedQuery(GIVE_UP)
        .execute(Tuple.of(Math.max(retentionDays - 1, 1), PORTION))
        .map(rows -> rows.iterator().next().getLong(0))
        .chain(
            gone ->
                gone < PORTION || rounds == 1 ? Uni.createFrom().voidItem() : giveUp(rounds - 1));
  }

  private Uni<Void> keep() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return Multi.createFrom()
        .iterable(TABLES.keySet())
        .onItem()
        .transformToUniAndConcatenate(
            table -> pool.withTransaction(connection -> keep(connection, table, today)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> keep(SqlConnection connection, String table, LocalDate today) {
    return run(connection, BE_QUICK)
        .chain(() -> connection.query(TAKE_TURNS).execute())
        .chain(() -> connection.preparedQuery(EXISTING).execute(Tuple.of(table)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map((Row row) -> row.getString(0))
                    .toList())
        .chain(existing -> runAll(connection, changes(table, today, existing)));
  }

  /** What to add and what to drop. */
  private List<String> changes(String table, LocalDate today, List<String> existing) {
    String oldest = name(table, today.minusDays(retentionDays));
    var added =
        java.util.stream.IntStream.rangeClosed(-1, DAYS_AHEAD)
            .mapToObj(today::plusDays)
            .filter(day -> !existing.contains(name(table, day)))
            .flatMap(day -> creation(table, day).stream());
    var dropped =
        existing.stream()
            .filter(name -> name.compareTo(oldest) < 0)
            .map(name -> "DROP TABLE " + name);
    return java.util.stream.Stream.concat(added, dropped).toList();
  }

  private static String name(String table, LocalDate day) {
    return table + "_" + SUFFIX.format(day);
  }

  /** Attached and not made as a partition: that would lock everybody out of the whole table. */
  private static List<String> creation(String table, LocalDate day) {
    String name = name(table, day);
    return List.of(
        "CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS) WITH (fillfactor = %d)"
            .formatted(name, table, TABLES.get(table)),
        "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%sT00:00:00Z') TO ('%sT00:00:00Z')"
            .formatted(table, name, day, day.plusDays(1)));
  }

  private static Uni<Void> runAll(SqlConnection connection, List<String> statements) {
    return Multi.createFrom()
        .iterable(statements)
        .onItem()
        .transformToUniAndConcatenate(sql -> run(connection, sql))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Void> run(SqlConnection connection, String sql) {
    return connection.query(sql).execute().replaceWithVoid();
  }
}
