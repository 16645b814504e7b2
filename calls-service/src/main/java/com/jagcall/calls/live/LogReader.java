package com.jagcall.calls.live;

import com.jagcall.calls.call.CallStatus;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.SegmentKind;
import com.jagcall.calls.call.Speaker;
import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads the logs of calls. */
@ApplicationScoped
class LogReader {
  /** How many entries are read at once. */
  static final int PAGE = 100;

  private static final String AFTER =
      """
      select number, at, kind, call_entry.status, cause, segment_kind, speaker, text, start_ms,
        end_ms, confidence
      from call_entry join call on call.id = call_entry.call_id
      where call.id = $1 and organization_id = $2 and mode = $3 and number > $4
      order by number limit $5
      """;

  private final Pool pool;

  LogReader(Pool pool) {
    this.pool = pool;
  }

  /** The entries that come after a number; at most {@link #PAGE}. */
  Uni<List<LogEntry>> after(Tenant tenant, String callId, int number) {
    return pool.preparedQuery(AFTER)
        .execute(Tuple.of(callId, tenant.organizationId(), tenant.mode().wire(), number, PAGE))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> entry(callId, row))
                    .toList());
  }

  private static LogEntry entry(String callId, Row row) {
    int number = row.getInteger("number");
    if (row.getString("kind").equals("status")) {
      return new LogEntry(
          number,
          new LogEntry.Step(
              callId,
              CallStatus.of(row.getString("status")).orElseThrow(),
              row.getString("cause"),
              row.getOffsetDateTime("at").toInstant()),
          null);
    }
    return new LogEntry(
        number,
        null,
        new Segment(
            SegmentKind.of(row.getString("segment_kind")),
            Speaker.of(row.getString("speaker")),
            row.getString("text"),
            row.getLong("start_ms"),
            row.getLong("end_ms"),
            row.getDouble("confidence")));
  }
}
