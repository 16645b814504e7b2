package com.jagcall.calls.recording;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final RecordingKey KEY =
      new RecordingKey(new Tenant("org_1", Mode.LIVE), "call_1");

  @TempDir Path folder;
  private final List<String> announced = new CopyOnWriteArrayList<>();
  private DiskStore store;
  private Recordings recordings;

  @BeforeEach
  void open() throws IOException {
    store = new DiskStore(folder.resolve("kept"));
    recordings = recordings();
  }

  @AfterEach
  void close() throws IOException {
    recordings.close();
  }

  @Test
  void bothSides_areHeardEachOnItsOwn() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    for (int i = 0; i < 100; i++) {
      recorder.frame(i * 20L, Wav.tone(440, i), Wav.tone(1300, i));
    }
    finish(recorder);

    Wav wav = stored(KEY);
    assertEquals(16_000, wav.caller().length);
    assertTrue(Wav.share(wav.caller(), 440) > 0.99);
    assertTrue(Wav.share(wav.caller(), 1300) < 0.001);
    assertTrue(Wav.share(wav.agent(), 1300) > 0.99);
    assertTrue(Wav.share(wav.agent(), 440) < 0.001);
    await().until(() -> announced.equals(List.of("live/org_1/call_1.wav PT2S")));
    assertEquals(0, recorder.lostFrames());
  }

  @Test
  void missingAndLateFrames_leaveEverythingElseWhereItBelongs() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    recorder.frame(0, Wav.tone(440, 0), null);
    recorder.frame(60, null, Wav.tone(440, 3));
    recorder.frame(4000, Wav.tone(440, 200), Wav.tone(440, 200));
    await().until(() -> size(open("live.org_1.call_1.wav")) > 4000L * 32);
    recorder.frame(40, Wav.tone(440, 2), null);
    recorder.frame(60, Wav.tone(1300, 3), null);
    finish(recorder);

    Wav wav = stored(KEY);
    assertEquals(201 * 160, wav.caller().length);
    assertArrayEquals(Wav.tone(440, 0), frame(wav.caller(), 0));
    assertArrayEquals(new short[160], frame(wav.caller(), 1));
    assertArrayEquals(Wav.tone(440, 2), frame(wav.caller(), 2));
    assertArrayEquals(Wav.tone(1300, 3), frame(wav.caller(), 3));
    assertArrayEquals(Wav.tone(440, 3), frame(wav.agent(), 3));
    assertArrayEquals(new short[160], frame(wav.agent(), 100));
    assertArrayEquals(Wav.tone(440, 200), frame(wav.agent(), 200));
  }

  @Test
  void framesFasterThanTheWriter_areCountedAndSilent() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    int given = 0;
    // Far faster than any disk is asked to be, until some had to be dropped.
    while (recorder.lostFrames() < 10) {
      recorder.frame(given++ * 20L, Wav.tone(440, 1), Wav.tone(440, 1));
    }
    long lost = recorder.lostFrames();
    await().until(() -> size(open("live.org_1.call_1.wav")) > 1000);
    recorder.frame(given * 20L, Wav.tone(1300, 1), null);
    finish(recorder);

    Wav wav = stored(KEY);
    assertEquals((given + 1) * 160, wav.caller().length);
    assertArrayEquals(Wav.tone(1300, 1), frame(wav.caller(), given));
    int silent = 0;
    for (int i = 0; i < given; i++) {
      silent += Arrays.equals(new short[160], frame(wav.caller(), i)) ? 1 : 0;
    }
    assertEquals(lost, silent);
  }

  @Test
  void twentyTimesFasterThanItLasts_nothingIsLost() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    AtomicLong number = new AtomicLong();
    clock.scheduleAtFixedRate(
        () -> {
          for (int i = 0; i < 10; i++) {
            long next = number.getAndIncrement();
            recorder.frame(next * 20, Wav.tone(440, next), null);
          }
        },
        0,
        10,
        TimeUnit.MILLISECONDS);
    await().until(() -> number.get() >= 2000);
    clock.shutdown();
    assertTrue(clock.awaitTermination(10, TimeUnit.SECONDS));
    finish(recorder);
    assertEquals(0, recorder.lostFrames());
    assertTrue(Wav.share(stored(KEY).caller(), 440) > 0.99);
  }

  @Test
  void timesThatCannotBe_areCountedOnly() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    recorder.frame(-20, Wav.tone(440, 0), null);
    recorder.frame(Long.MAX_VALUE, Wav.tone(440, 0), null);
    recorder.frame(Duration.ofDays(1).toMillis(), Wav.tone(440, 0), null);
    recorder.frame(0, Wav.tone(440, 0), null);
    finish(recorder);
    assertEquals(3, recorder.lostFrames());
    assertEquals(160, stored(KEY).caller().length);
  }

  @Test
  void whileItGrows_itPlaysButIsNotAvailable() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    for (int i = 0; i < 50; i++) {
      recorder.frame(i * 20L, Wav.tone(440, i), null);
    }
    Path growing = open("live.org_1.call_1.wav");
    await().until(() -> size(growing) == 32_044);
    await().untilAsserted(() -> assertEquals(8000, Wav.read(growing).caller().length));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(growing)));
    assertTrue(store.find(KEY).isEmpty());
    finish(recorder);
    assertFalse(Files.exists(growing));
    Path kept = folder.resolve("kept/live/org_1/call_1.wav");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
    await().until(() -> recordings.undelivered() == 0);
    try (var left = Files.walk(folder.resolve("work"))) {
      assertEquals(List.of(), left.filter(file -> file.toString().endsWith(".wav")).toList());
    }
  }

  @Test
  void aCallWithoutSound_leavesNothing() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    assertFalse(recorder.finish().toCompletableFuture().get());
    assertTrue(store.find(KEY).isEmpty());
    assertEquals(0, recordings.undelivered());
    assertEquals(0, recordings.open());
  }

  @Test
  void framesAfterTheEnd_areNothing() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    recorder.frame(0, Wav.tone(440, 0), null);
    finish(recorder);
    recorder.frame(20, Wav.tone(440, 0), null);
    finish(recorder);
    assertEquals(160, stored(KEY).caller().length);
    await().until(() -> announced.equals(List.of("live/org_1/call_1.wav PT0.02S")));
  }

  @Test
  void aFolderThatCannotBeWritten_failsTheRecordingAndNobodyElse() throws Exception {
    Files.createDirectory(open("live.org_1.call_1.wav"));
    Recorder recorder = recordings.begin(KEY);
    recorder.frame(0, Wav.tone(440, 0), null);
    RecordingKey other = new RecordingKey(KEY.tenant(), "call_2");
    Recorder beside = recordings.begin(other);
    beside.frame(0, Wav.tone(440, 0), null);
    assertFalse(recorder.finish().toCompletableFuture().get());
    finish(beside);
    assertEquals(160, stored(other).caller().length);
  }

  @Test
  void moreThanTheLimit_areRefused() throws Exception {
    List<Recorder> recorders = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      recorders.add(recordings.begin(new RecordingKey(KEY.tenant(), "call_" + i)));
    }
    recorders.forEach(recorder -> recorder.frame(0, Wav.tone(440, 0), null));
    assertFalse(recorders.get(10).finish().toCompletableFuture().get());
    finish(recorders.get(9));
  }

  @Test
  void stoppedInMidCall_theRecordingIsWholeAndStoredByTheNext() throws Exception {
    Recorder recorder = recordings.begin(KEY);
    recorder.frame(0, Wav.tone(440, 0), null);
    recordings.close();
    recordings = recordings();
    recordings.recover();
    await().until(() -> store.find(KEY).isPresent());
    assertEquals(160, stored(KEY).caller().length);
    await().until(() -> announced.contains("live/org_1/call_1.wav PT0.02S"));
  }

  private Recordings recordings() throws IOException {
    return new Recordings(
        folder.resolve("work"),
        10,
        store,
        (key, duration) -> announced.add(key.path() + " " + duration),
        Duration.ofMillis(10));
  }

  private static void finish(Recorder recorder) throws Exception {
    assertTrue(recorder.finish().toCompletableFuture().get());
  }

  private Wav stored(RecordingKey key) throws IOException {
    StoredRecording found = store.find(key).orElseThrow();
    try (var stream = store.read(found, 0, found.bytes())) {
      return Wav.read(stream.readAllBytes());
    }
  }

  private Path open(String name) throws IOException {
    try (var replicas = Files.list(folder.resolve("work"))) {
      return replicas.findFirst().orElseThrow().resolve("open").resolve(name);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static short[] frame(short[] sound, int number) {
    return Arrays.copyOfRange(sound, number * 160, number * 160 + 160);
  }
}
