package com.jagcall.calls.call;

import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/** What was said in calls. */
@ApplicationScoped
public class Transcripts {
  private static final String SEGMENTS =
      """
      select segment_kind, speaker, text, start_ms, end_ms, confidence
      from call_entry join call on call.id = call_entry.call_id
      where call.id = $1 and organization_id = $2 and mode = $3 and kind = 'segment'
      order by start_ms, number limit 20000
      """;

  private final Pool pool;

  Transcripts(Pool pool) {
    this.pool = pool;
  }

  /** In the order in which it was said. */
  public Uni<List<Segment>> segments(Tenant tenant, String callId) {
    return pool.preparedQuery(SEGMENTS)
        .execute(Tuple.of(callId, tenant.organizationId(), tenant.mode().wire()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(Transcripts::segment).toList());
  }

  private static Segment segment(Row row) {
    return new Segment(
        SegmentKind.of(row.getString("segment_kind")),
        Speaker.of(row.getString("speaker")),
        row.getString("text"),
        row.getLong("start_ms"),
        row.getLong("end_ms"),
        row.getDouble("confidence"));
  }
}
