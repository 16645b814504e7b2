package com.jagcall.calls.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingUpkeepTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void whatIsOlder_isDeletedInBatchesAndTheRestStays() throws IOException {
    DiskStore store = new DiskStore(folder.resolve("kept"));
    Calls calls = new Calls();
    for (int i = 0; i < 450; i++) {
      RecordingKey key = new RecordingKey(new Tenant("org_1", Mode.LIVE), "call_" + (1000 + i));
      store.put(key, Files.write(folder.resolve("file_" + i), new byte[100]));
      calls.ended.put(BEGIN.plusSeconds(i), key);
    }
    List<RecordingKey> all = List.copyOf(calls.ended.values());
    RecordingUpkeep upkeep = new RecordingUpkeep(null, store, new BlockingWork(vertx), calls, null);

    upkeep.deleteExpired(BEGIN.plusSeconds(430)).await().atMost(Duration.ofSeconds(30));

    assertEquals(20, calls.ended.size());
    assertEquals(List.of(200, 200, 30), calls.batches);
    for (int i = 0; i < all.size(); i++) {
      assertEquals(i >= 430, store.find(all.get(i)).isPresent());
    }
  }

  @Test
  void aStoreThatFails_leavesThemAsTheyAre() throws IOException {
    Path kept = folder.resolve("kept");
    DiskStore store = new DiskStore(kept);
    RecordingKey key = new RecordingKey(new Tenant("org_1", Mode.LIVE), "call_1");
    // A folder where the file should be cannot be deleted, because it is not empty.
    Files.createDirectories(kept.resolve(key.path()).resolve("inside"));
    Calls calls = new Calls();
    calls.ended.put(BEGIN, key);
    RecordingUpkeep upkeep = new RecordingUpkeep(null, store, new BlockingWork(vertx), calls, null);
    Throwable failure =
        upkeep
            .deleteExpired(BEGIN.plusSeconds(1))
            .onItemOrFailure()
            .transform((done, e) -> e)
            .await()
            .atMost(Duration.ofSeconds(30));
    assertTrue(failure instanceof IOException, String.valueOf(failure));
    assertFalse(calls.ended.isEmpty());
  }

  /** Calls with a recording, by their end. */
  private static final class Calls implements RecordingRegister {
    private final Map<Instant, RecordingKey> ended = new TreeMap<>();
    private final List<Integer> batches = new ArrayList<>();

    @Override
    public Uni<Void> available(RecordingKey key, Duration duration) {
      return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<RecordingKey>> expired(Instant before, int limit) {
      return Uni.createFrom()
          .item(
              () ->
                  ended.entrySet().stream()
                      .filter(call -> call.getKey().isBefore(before))
                      .limit(limit)
                      .map(Map.Entry::getValue)
                      .toList());
    }

    @Override
    public Uni<Void> deleted(List<RecordingKey> keys) {
      batches.add(keys.size());
      ended.values().removeAll(keys);
      return Uni.createFrom().voidItem();
    }
  }
}
