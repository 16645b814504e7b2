package com.jagcall.calls.recording;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
  private static final RecordingKey KEY =
      new RecordingKey(new Tenant("org_1", Mode.LIVE), "call_1");

  @TempDir Path folder;
  private final List<String> announced = new CopyOnWriteArrayList<>();
  private final AtomicInteger puts = new AtomicInteger();
  private Path file;

  @BeforeEach
  void record() throws IOException {
    file = folder.resolve("call_1.wav");
    Files.write(file, new byte[WavFile.HEADER_BYTES + 32_000]);
  }

  @Test
  void aStoreThatRefuses_isTriedAgainAndTheFileStaysUntilThen() {
    try (Deliveries deliveries = deliveries(3, 0)) {
      List<Boolean> first = new CopyOnWriteArrayList<>();
      deliveries.add(KEY, file, first::add);
      await().until(() -> deliveries.size() == 0);
      assertEquals(4, puts.get());
      assertEquals(List.of("live/org_1/call_1.wav PT1S"), announced);
      assertEquals(List.of(false), first);
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void anAnnouncementThatFails_isMadeAgain() {
    try (Deliveries deliveries = deliveries(0, 2)) {
      deliveries.add(KEY, file);
      await().until(() -> deliveries.size() == 0);
      assertEquals(3, puts.get());
      assertEquals(3, announced.size());
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void stoppedBetweenTries_theFileStaysForTheNext() throws Exception {
    Deliveries deliveries = deliveries(1000, 0);
    deliveries.add(KEY, file);
    await().until(() -> puts.get() > 1);
    deliveries.close();
    assertTrue(Files.exists(file));
    try (Deliveries next = deliveries(0, 0)) {
      next.add(KEY, file);
      await().until(() -> next.size() == 0);
    }
    assertEquals(1, announced.size());
  }

  @Test
  void theSameFileTwice_isOneDelivery() {
    try (Deliveries deliveries = deliveries(1, 0)) {
      deliveries.add(KEY, file);
      deliveries.add(KEY, file);
      await().until(() -> deliveries.size() == 0);
      assertEquals(1, announced.size());
    }
  }

  /** Fails so many times, then works. */
  private Deliveries deliveries(int refusals, int silences) {
    int before = puts.get();
    RecordingStore store =
        new RecordingStore() {
          @Override
          public void put(RecordingKey key, Path path) throws IOException {
            assertTrue(Files.exists(path));
            if (puts.incrementAndGet() - before <= refusals) {
              throw new IOException("refused");
            }
          }

          @Override
          public Optional<StoredRecording> find(RecordingKey key) {
            return Optional.empty();
          }

          @Override
          public InputStream read(StoredRecording recording, long first, long length) {
            return InputStream.nullInputStream();
          }

          @Override
          public void delete(List<RecordingKey> keys) {}
        };
    return new Deliveries(
        store,
        (key, duration) -> {
          announced.add(key.path() + " " + duration);
          if (announced.size() <= silences) {
            throw new IllegalStateException("no database");
          }
        },
        Duration.ofMillis(5));
  }
}
