package com.jagcall.calls.summary;

import com.jagcall.calls.call.StoredJson;
import com.jagcall.calls.summary.CallSummary.Source;
import com.jagcall.calls.summary.CallSummary.Status;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What was made of calls, and what is still to be made: the table of both. */
@ApplicationScoped
public class Summaries {
  private static final String FIND =
      """
      select s.status, s.summary, s.source, cast(s.extracted as text) as extracted,
        s.extraction_error
      from call_summary s join call c on c.id = s.call_id
      where s.call_id = $1 and c.organization_id = $2 and c.mode = $3
      """;

  private static final String CLAIM =
      """
      update call_summary s
      set attempts = s.attempts + 1, due_at = now() + $2 * interval '1 millisecond'
      from (select call_id from call_summary where finished_at is null and due_at <= now()
            order by due_at limit $1 for update skip locked) due
        join call c on c.id = due.call_id
      where s.call_id = due.call_id
      returning s.call_id, cast(s.agent as text) as agent, s.attempts, c.organization_id, c.mode
      """;

  private static final String PUT_OFF =
      """
      update call_summary set due_at = now() + $3 * interval '1 millisecond'
      where call_id = $1 and attempts = $2 and finished_at is null
      """;

  private static final String FINISH =
      """
      update call_summary set finished_at = now(), agent = null, status = :status,
        summary = :summary, source = :source,
        extracted = cast(cast(:extracted as text) as json), extraction_error = :error
      where call_id = :call and attempts = :attempt and finished_at is null
      """;

  private final Pool pool;

  Summaries(Pool pool) {
    this.pool = pool;
  }

  /** What was made of the tenant's call; empty: it is not over, or was never answered. */
  public Uni<Optional<CallSummary>> find(Tenant tenant, String callId) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(callId, tenant.organizationId(), tenant.mode().wire()))
        .map(rows -> stream(rows).findFirst().map(Summaries::summary));
  }

  private static CallSummary summary(Row row) {
    String status = row.getString("status");
    String source = row.getString("source");
    String extracted = row.getString("extracted");
    return status == null
        ? CallSummary.pending()
        : new CallSummary(
            Status.valueOf(status.toUpperCase(Locale.ROOT)),
            row.getString("summary"),
            source == null ? null : Source.valueOf(source.toUpperCase(Locale.ROOT)),
            extracted == null ? null : StoredJson.tree(extracted),
            row.getString("extraction_error"));
  }

  /**
   * Takes tasks that are due, each with one of its attempts; they are due again after the lease.
   */
  Uni<List<Task>> claim(int most, Duration lease) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(most, lease.toMillis()))
        .map(rows -> stream(rows).map(Summaries::task).toList());
  }

  private static Task task(Row row) {
    return new Task(
        row.getString("call_id"),
        new Tenant(row.getString("organization_id"), Mode.of(row.getString("mode"))),
        StoredJson.agent(row.getString("agent")),
        row.getInteger("attempts"));
  }

  /** Another attempt is made then. */
  Uni<Void> putOff(Task task, Duration pause) {
    return pool.preparedQuery(PUT_OFF)
        .execute(Tuple.of(task.callId(), task.attempt(), pause.toMillis()))
        .replaceWithVoid();
  }

  /**
   * Writes down what came of it, in the caller's transaction; false: somebody else has the task.
   */
  Uni<Boolean> finish(Task task, CallSummary summary) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(FINISH)
                    .setParameter("status", summary.status().wire())
                    .setParameter("summary", summary.text())
                    .setParameter(
                        "source", summary.source() == null ? null : summary.source().wire())
                    .setParameter(
                        "extracted",
                        summary.extracted() == null ? null : summary.extracted().toString())
                    .setParameter("error", summary.extractionError())
                    .setParameter("call", task.callId())
                    .setParameter("attempt", task.attempt())
                    .executeUpdate())
        .map(count -> count == 1);
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
