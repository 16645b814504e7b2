package com.jagcall.local.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.local.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  @TempDir Path folder;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtomicInteger starts = new AtomicInteger();
  private Processes processes;
  private Supervisor supervisor;

  @BeforeEach
  void prepare() {
    processes = new Processes(folder.resolve("run"));
    supervisor = new Supervisor(processes, lines::add);
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  private final class Part implements Restartable {
    private final String command;
    private volatile ChildProcess process;

    Part(String command) {
      this.command = command;
    }

    @Override
    public String name() {
      return "part";
    }

    @Override
    public ChildProcess process() {
      return process;
    }

    @Override
    public void start() {
      try {
        process =
            processes.start(
                new ChildProcess.Launch(
                    "part",
                    List.of("sh", "-c", command),
                    Map.of(),
                    folder,
                    folder.resolve("part.log")));
        starts.incrementAndGet();
      } catch (IOException failure) {
        throw new StackException("no", failure);
      }
    }
  }

  private Part watched(String command) {
    Part part = new Part(command);
    part.start();
    supervisor.watch(part);
    return part;
  }

  @Test
  void partThatEnds_isStartedAgainAndSaidSo() {
    Part part = watched("sleep 600");
    long first = part.process().pid();
    part.process().kill();
    await().until(() -> lines.contains("part is back"));
    assertTrue(part.process().isAlive());
    assertFalse(part.process().pid() == first);
    assertTrue(lines.get(0).startsWith("part ended unexpectedly (signal 9)"), lines.get(0));
  }

  @Test
  void partThatKeepsEnding_staysDownAfterThreeRestarts() {
    watched("echo broken; exit 3");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> lines.stream().anyMatch(line -> line.contains("stays down")));
    assertEquals(4, starts.get());
    assertTrue(lines.get(0).contains("exit status 3"), lines.get(0));
    assertTrue(lines.contains("  broken"), lines.toString());
  }

  @Test
  void heldPart_staysDownUntilItIsWatchedAgain() {
    Part part = watched("sleep 600");
    supervisor.hold(part);
    part.process().kill();
    await().during(Duration.ofMillis(500)).until(() -> starts.get() == 1);
    assertEquals(List.of(), lines);

    part.start();
    supervisor.watch(part);
    part.process().kill();
    await().until(() -> starts.get() == 3);
  }

  @Test
  void whileStopping_nothingIsStartedAgain() {
    Part part = watched("sleep 600");
    processes.startNoMore();
    part.process().kill();
    await().during(Duration.ofMillis(500)).until(() -> starts.get() == 1);
    assertEquals(List.of(), lines);
  }
}
