package com.jagcall.calls.playback;

import com.jagcall.calls.recording.RecordingKey;
import com.jagcall.calls.recording.RecordingRegister;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** Which calls have a recording that can be fetched. */
@ApplicationScoped
public class CallRecordings implements RecordingRegister {
  private static final String AVAILABLE =
      """
      update call set recording_available = true
      where id = $1 and organization_id = $2 and mode = $3
      """;

  private static final String EXPIRED =
      """
      select id, organization_id, mode from call
      where recording_available and ended_at < $1 limit $2
      """;

  private static final String DELETED =
      """
      update call set recording_available = false from unnest($1::text[], $2::text[], $3::text[])
        as gone (id, organization_id, mode)
      where call.id = gone.id and call.organization_id = gone.organization_id
        and call.mode = gone.mode
      """;

  private final Pool pool;
  private final Map<String, CompletableFuture<Boolean>> awaited = new ConcurrentHashMap<>();

  CallRecordings(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> available(RecordingKey key, Duration duration) {
    return pool.preparedQuery(AVAILABLE)
        .execute(Tuple.of(key.callId(), key.tenant().organizationId(), key.tenant().mode().wire()))
        .invoke(
            ignored -> {
              CompletableFuture<Boolean> waiting = awaited.get(key.callId());
              if (waiting != null) {
                waiting.complete(true);
              }
            })
        .replaceWithVoid();
  }

  /**
   * Whether a recording can be fetched, as soon as it can or when the time is over. To be asked
   * before the recording is finished.
   */
  CompletionStage<Boolean> awaited(String callId, Duration time) {
    return awaited
        .computeIfAbsent(callId, id -> new CompletableFuture<>())
        .completeOnTimeout(false, time.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((isThere, failure) -> awaited.remove(callId));
  }

  @Override
  public Uni<List<RecordingKey>> expired(Instant endedBefore, int limit) {
    return pool.preparedQuery(EXPIRED)
        .execute(Tuple.of(endedBefore.atOffset(ZoneOffset.UTC), limit))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(CallRecordings::key).toList());
  }

  private static RecordingKey key(Row row) {
    return new RecordingKey(
        new Tenant(row.getString("organization_id"), Mode.of(row.getString("mode"))),
        row.getString("id"));
  }

  @Override
  public Uni<Void> deleted(List<RecordingKey> keys) {
    return pool.preparedQuery(DELETED)
        .execute(
            Tuple.of(
                keys.stream().map(RecordingKey::callId).toArray(String[]::new),
                keys.stream().map(key -> key.tenant().organizationId()).toArray(String[]::new),
                keys.stream().map(key -> key.tenant().mode().wire()).toArray(String[]::new)))
        .replaceWithVoid();
  }
}
