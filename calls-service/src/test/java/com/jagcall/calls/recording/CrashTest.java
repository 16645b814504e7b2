package com.jagcall.calls.recording;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica with 50 calls is killed, as kill -9 does it. */
class CrashTest {
  private static final int CALLS = 50;

  /** Frames of a second, which may be lost, and what a busy machine may be late with a flush. */
  private static final int MAY_BE_LOST = 50 + 25;

  @TempDir Path folder;

  @Test
  void killedInMidCall_everyRecordingPlaysUpToTheLastSecondAndIsStoredByAnother() throws Exception {
    long fed = recordAndKill(200);

    List<Path> left;
    try (var files = Files.walk(folder.resolve("work"))) {
      left = files.filter(file -> file.toString().endsWith(".wav")).toList();
    }
    assertEquals(CALLS, left.size());
    for (Path file : left) {
      check(Wav.read(file), fed);
    }

    List<RecordingKey> announced = new CopyOnWriteArrayList<>();
    DiskStore store = new DiskStore(folder.resolve("kept"));
    try (Recordings other =
        new Recordings(
            folder.resolve("work"),
            10,
            store,
            (key, duration) -> announced.add(key),
            Duration.ofMillis(10))) {
      other.recover();
      await().until(() -> announced.size() == CALLS);
      for (RecordingKey key : announced) {
        check(Wav.read(folder.resolve("kept").resolve(key.path())), fed);
      }
      await().until(() -> other.undelivered() == 0);
      other.recover();
      assertEquals(0, other.undelivered());
    }
  }

  private long recordAndKill(int frames) throws IOException, InterruptedException {
    Process replica =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Replica.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = replica.inputReader()) {
      long fed = 0;
      while (fed < frames) {
        fed = Long.parseLong(output.readLine());
      }
      // By its handle: the process itself would close the output that is still to be read.
      replica.toHandle().destroyForcibly();
      replica.waitFor();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        fed = Long.parseLong(line);
      }
      return fed;
    } finally {
      replica.destroyForcibly();
    }
  }

  private static void check(Wav wav, long fed) {
    int frames = wav.caller().length / 160;
    assertTrue(frames >= fed - MAY_BE_LOST, frames + " frames of " + fed);
    for (int i = 0; i < frames; i++) {
      short[] expected = Wav.tone(440, i);
      assertArrayEquals(expected, Arrays.copyOfRange(wav.caller(), i * 160, i * 160 + 160));
      assertArrayEquals(new short[160], Arrays.copyOfRange(wav.agent(), i * 160, i * 160 + 160));
    }
  }

  /** The process that is killed: feeds all its calls every 20 ms and says how often it did. */
  static final class Replica {
    private Replica() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Recordings recordings =
          new Recordings(
              folder.resolve("work"),
              CALLS,
              new DiskStore(folder.resolve("kept")),
              (key, duration) -> {},
              Duration.ofSeconds(1));
      Tenant tenant = new Tenant("org_1", Mode.LIVE);
      List<Recorder> calls =
          IntStream.range(0, CALLS)
              .mapToObj(i -> recordings.begin(new RecordingKey(tenant, "call_" + i)))
              .toList();
      AtomicLong number = new AtomicLong();
      ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
      clock.scheduleAtFixedRate(
          () -> {
            long next = number.getAndIncrement();
            short[] tone = Wav.tone(440, next);
            calls.forEach(call -> call.frame(next * 20, tone, null));
            System.out.println(next + 1);
          },
          20,
          20,
          TimeUnit.MILLISECONDS);
    }
  }
}
