package com.jagcall.local.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  private static final String IGNORES_SIGNALS =
      "trap '' TERM INT; echo ready; while true; do sleep 1; done";

  @TempDir Path folder;
  private Path run;
  private Processes processes;

  @BeforeEach
  void prepare() {
    run = folder.resolve("run");
    processes = new Processes(run);
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  private ChildProcess start(String name, String... command) throws IOException {
    return processes.start(
        new ChildProcess.Launch(
            name, List.of(command), Map.of(), folder, folder.resolve(name + ".log")));
  }

  @Test
  void recordedProcess_isEnded() throws IOException {
    ChildProcess sleep = start("sleeper", "sleep", "600");
    assertEquals(List.of("sleeper"), Leftovers.end(run));
    await().until(() -> !sleep.isAlive());
    assertEquals(List.of(), Leftovers.end(run));
  }

  @Test
  void recordOfAnotherProcessWithTheSameId_endsNobody() throws IOException {
    ChildProcess sleep = start("sleeper", "sleep", "600");
    String forged = sleep.pid() + " " + Instant.now().minus(Duration.ofHours(1));
    Files.writeString(run.resolve("sleeper.process"), forged);
    Files.writeString(run.resolve("garbage.process"), "what is this");
    assertEquals(List.of(), Leftovers.end(run));
    assertTrue(sleep.isAlive());
  }

  @Test
  void processThatEnds_leavesNoRecord() throws IOException {
    ChildProcess brief = start("brief", "true");
    assertEquals(0, brief.ended().join());
    await().until(() -> !Files.exists(run.resolve("brief.process")));
  }

  @Test
  void stop_killsWhatDoesNotListenAndItsChildren() throws IOException {
    ChildProcess deaf = start("deaf", "sh", "-c", IGNORES_SIGNALS);
    await().until(() -> Files.readString(deaf.log()).contains("ready"));
    List<ProcessHandle> children = ProcessHandle.of(deaf.pid()).orElseThrow().children().toList();
    deaf.stop(Duration.ofMillis(200));
    assertFalse(deaf.isAlive());
    await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void process_hasASessionOfItsOwn() throws IOException {
    ChildProcess shell = start("shell", "sh", "-c", "ps -o sid= -p $$");
    assertEquals(0, shell.ended().join());
    assertEquals(Long.toString(shell.pid()), Files.readString(shell.log()).strip());
  }

  @Test
  void closing_endsEverythingAndNothingStartsAfterIt() throws IOException {
    ChildProcess sleep = start("sleeper", "sleep", "600");
    processes.close();
    assertFalse(sleep.isAlive());
    assertThrows(CancellationException.class, () -> start("late", "sleep", "600"));
  }
}
