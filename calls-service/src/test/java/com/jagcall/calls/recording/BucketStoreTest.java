package com.jagcall.calls.recording;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.jagcall.calls.recording.RecordingsConfig.Bucket;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of S3's protocol that others wrote. */
class BucketStoreTest {
  private static final Tenant TENANT = new Tenant("org_1", Mode.LIVE);

  @TempDir static Path folder;
  private static S3Server server;
  private static BucketStore store;

  @BeforeAll
  static void start() throws Exception {
    try {
      server = new S3Server(Files.createDirectory(folder.resolve("bucket")));
    } catch (IOException e) {
      System.err.println("SKIPPED: no storage that speaks S3 to try recordings on: " + e);
      abort(e.toString());
    }
    store = new BucketStore(config(server.address(), "S3RVER"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      store.close();
      server.stop();
    }
  }

  @Test
  void whatWasPut_isFoundAndReadInParts() throws IOException {
    RecordingKey key = new RecordingKey(TENANT, "call_1");
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("call_1"), content);
    store.put(key, file);
    store.put(key, file);

    StoredRecording found = store.find(key).orElseThrow();
    assertEquals(content.length, found.bytes());
    assertTrue(found.etag().matches("\"[^\"]+\""), found.etag());
    try (InputStream whole = store.read(found, 0, found.bytes())) {
      assertArrayEquals(content, whole.readAllBytes());
    }
    try (InputStream part = store.read(found, 1_000_000, 17)) {
      assertArrayEquals(Arrays.copyOfRange(content, 1_000_000, 1_000_017), part.readAllBytes());
    }
    try (InputStream part = store.read(found, content.length - 1, 1)) {
      assertArrayEquals(new byte[] {content[content.length - 1]}, part.readAllBytes());
    }
    try (InputStream abandoned = store.read(found, 0, found.bytes())) {
      assertEquals(content[0] & 0xff, abandoned.read());
    }
  }

  @Test
  void whatWasDeleted_isGone() throws IOException {
    RecordingKey key = new RecordingKey(TENANT, "call_2");
    RecordingKey never = new RecordingKey(TENANT, "call_3");
    store.put(key, Files.writeString(folder.resolve("call_2"), "sound"));
    StoredRecording found = store.find(key).orElseThrow();
    store.delete(List.of(key, never));
    assertEquals(Optional.empty(), store.find(key));
    assertThrows(NoSuchFileException.class, () -> store.read(found, 0, found.bytes()));
  }

  @Test
  void wrongKey_isAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("call_4"), "sound");
    RecordingKey key = new RecordingKey(TENANT, "call_4");
    try (BucketStore stranger = new BucketStore(config(server.address(), "stranger"))) {
      assertThrows(IOException.class, () -> stranger.put(key, file));
      assertThrows(IOException.class, () -> stranger.find(key));
    }
    assertEquals(Optional.empty(), store.find(key));
  }

  @Test
  void serverAwayAndReplicaRestarted_theRecordingIsUploadedInTheEnd() throws Exception {
    RecordingKey key = new RecordingKey(TENANT, "call_5");
    List<RecordingKey> announced = new CopyOnWriteArrayList<>();
    server.stop();
    try (Recordings first = recordings(announced)) {
      Recorder recorder = first.begin(key);
      recorder.frame(0, Wav.tone(440, 0), null);
      assertFalse(recorder.finish().toCompletableFuture().get());
      assertEquals(1, first.undelivered());
    }
    assertEquals(List.of(), announced);
    server.start();
    try (Recordings second = recordings(announced)) {
      second.recover();
      await().atMost(Duration.ofSeconds(30)).until(() -> announced.equals(List.of(key)));
      await().until(() -> second.undelivered() == 0);
    }
    StoredRecording found = store.find(key).orElseThrow();
    try (InputStream whole = store.read(found, 0, found.bytes())) {
      assertArrayEquals(Wav.tone(440, 0), Wav.read(whole.readAllBytes()).caller());
    }
  }

  private static Recordings recordings(List<RecordingKey> announced) throws IOException {
    return new Recordings(
        folder.resolve("work"),
        10,
        store,
        (key, duration) -> announced.add(key),
        Duration.ofMillis(50));
  }

  private static Bucket config(URI endpoint, String name) {
    return new Bucket() {
      @Override
      public Optional<URI> endpoint() {
        return Optional.of(endpoint);
      }

      @Override
      public String region() {
        return "us-east-1";
      }

      @Override
      public Optional<String> bucket() {
        return Optional.of(S3Server.BUCKET);
      }

      @Override
      public Optional<String> prefix() {
        return Optional.of("calls/");
      }

      @Override
      public Optional<String> accessKey() {
        return Optional.of(name);
      }

      @Override
      public Optional<String> secretKey() {
        return Optional.of("S3RVER");
      }

      @Override
      public boolean pathStyle() {
        return true;
      }

      @Override
      public Duration timeout() {
        return Duration.ofSeconds(20);
      }
    };
  }
}
