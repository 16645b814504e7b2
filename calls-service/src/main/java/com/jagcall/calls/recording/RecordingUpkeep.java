package com.jagcall.calls.recording;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes whole what replicas left that died, and deletes what is older than the deployment keeps.
 */
@ApplicationScoped
class RecordingUpkeep {
  /** At once; a round ends after this many batches, the next one goes on. */
  private static final int BATCH = 200;

  private static final int BATCHES = 50;

  private final Recordings recordings;
  private final RecordingStore store;
  private final BlockingWork blocking;
  private final RecordingRegister register;
  private final RecordingsConfig config;

  RecordingUpkeep(
      Recordings recordings,
      RecordingStore store,
      BlockingWork blocking,
      RecordingRegister register,
      RecordingsConfig config) {
    this.recordings = recordings;
    this.store = store;
    this.blocking = blocking;
    this.register = register;
    this.config = config;
  }

  /** Soon after a replica has died its recordings play. */
  @Scheduled(
      every = "${jagcall.recording.recover-every:10s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void recover() throws IOException {
    recordings.recover();
  }

  /** All replicas do it; that two delete the same one does no harm. */
  @Scheduled(
      every = "${jagcall.recording.retention-every:10m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> deleteExpired() {
    if (config.retentionDays().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Instant before =
        Clock.systemUTC().instant().minus(Duration.ofDays(config.retentionDays().get()));
    return deleteExpired(before);
  }

  /** Deletes first and says so then: what is still said to be there is tried again. */
  Uni<Void> deleteExpired(Instant before) {
    return Multi.createBy()
        .repeating()
        .uni(() -> register.expired(before, BATCH).call(this::delete))
        .whilst(keys -> keys.size() == BATCH)
        .select()
        .first(BATCHES)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> delete(List<RecordingKey> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return blocking
        .run(
            () -> {
              store.delete(keys);
              return keys;
            })
        .chain(register::deleted);
  }
}
