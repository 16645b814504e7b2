package com.jagcall.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.local.process.Ports;
import com.jagcall.local.stack.StandInClone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own: signals, exit statuses, what it leaves behind. */
class UpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path clone;
  private final List<Process> launchers = new ArrayList<>();
  private final int port = new Ports().next();

  @BeforeEach
  void prepare() throws IOException {
    StandInClone.create(clone);
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process launcher : launchers) {
      launcher.destroy();
      launcher.waitFor(60, TimeUnit.SECONDS);
    }
  }

  private Process up(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add("-Djagcall.home=" + clone);
    command.add(Up.class.getName());
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of(arguments));
    Process launcher =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output().toFile())
            .start();
    launchers.add(launcher);
    return launcher;
  }

  private Path output() {
    return clone.resolve("output");
  }

  private void awaitOutput(String text) {
    await().atMost(PATIENCE).until(() -> Files.readString(output()).contains(text));
  }

  private static List<ProcessHandle> children(Process launcher) {
    return launcher.descendants().toList();
  }

  @Test
  void firstStart_endsWithTheBlockToCopyAndLaterOnesShowNoSecrets() throws Exception {
    Process launcher = up();
    awaitOutput("Ctrl-C stops everything");
    String first = Files.readString(output());
    assertTrue(first.contains("Dashboard   http://localhost:" + port + "/\n"), first);
    assertTrue(first.contains("Log in      owner@localhost\n"), first);
    assertTrue(first.matches("(?s).*Password    [A-Za-z0-9]{24}\n.*"), first);
    assertTrue(first.contains("Live key    jc_live_stand-in\n"), first);
    assertTrue(first.contains("Test key    jc_test_stand-in\n"), first);
    assertTrue(
        first.contains(
            "curl -H \"Authorization: Bearer jc_live_stand-in\" http://localhost:"
                + port
                + "/v1/agents\n"),
        first);

    List<ProcessHandle> children = children(launcher);
    assertEquals(
        8,
        children.stream().filter(child -> child.parent().isPresent()).count()
            - children.stream().filter(UpTest::isWorkerOfPostgres).count());
    launcher.destroy();
    assertTrue(launcher.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, launcher.exitValue());
    assertTrue(children.stream().noneMatch(ProcessHandle::isAlive));
    assertNoRecords();

    up();
    awaitOutput("Ctrl-C stops everything");
    String second = Files.readString(output());
    assertFalse(second.contains("jc_live_"), second);
    assertFalse(second.contains("Password"), second);
    assertTrue(second.contains("operator create-key"), second);
  }

  private static boolean isWorkerOfPostgres(ProcessHandle process) {
    return process
        .parent()
        .flatMap(parent -> parent.info().command())
        .filter(command -> command.endsWith("/postgres"))
        .isPresent();
  }

  private void assertNoRecords() throws IOException {
    try (Stream<Path> files = Files.list(clone.resolve("deploy/local/data/run"))) {
      assertEquals(List.of("lock"), files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void interrupt_stopsEverythingInOrderAndIsASuccess() throws Exception {
    Process launcher = up();
    awaitOutput("Ctrl-C stops everything");
    List<ProcessHandle> children = children(launcher);
    new ProcessBuilder("kill", "-INT", Long.toString(launcher.pid())).start().waitFor();
    assertTrue(launcher.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, launcher.exitValue());
    assertTrue(children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void stopInTheMiddleOfAStart_leavesNothing() throws Exception {
    Process launcher = up();
    awaitOutput("PostgreSQL is ready");
    List<ProcessHandle> children = children(launcher);
    launcher.destroy();
    assertTrue(launcher.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, launcher.exitValue());
    assertTrue(children.stream().noneMatch(ProcessHandle::isAlive));
    assertNoRecords();
  }

  @Test
  void launcherThatWasKilled_isClearedUpAfterByTheNext() throws Exception {
    Process launcher = up();
    awaitOutput("Ctrl-C stops everything");
    List<ProcessHandle> children = children(launcher);
    launcher.destroyForcibly().waitFor();
    assertTrue(children.stream().allMatch(ProcessHandle::isAlive));

    up();
    awaitOutput("Ctrl-C stops everything");
    assertTrue(children.stream().noneMatch(ProcessHandle::isAlive));
    assertTrue(Files.readString(output()).contains("ended what a killed stack had left: "));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals("accounts", answer.body());
  }

  @Test
  void portInUse_isOneLineAndAFailure() throws Exception {
    try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Process launcher = up();
      assertTrue(launcher.waitFor(60, TimeUnit.SECONDS));
      assertEquals(1, launcher.exitValue());
      assertTrue(
          Files.readString(output())
              .contains("error: port " + held.getLocalPort() + " is in use: end the program"),
          Files.readString(output()));
    }
  }

  @Test
  void unknownOption_isOneLineAndAFailure() throws Exception {
    Process launcher = up("--nonsense");
    assertTrue(launcher.waitFor(60, TimeUnit.SECONDS));
    assertEquals(2, launcher.exitValue());
    assertEquals("error: unknown option --nonsense: see up --help\n", Files.readString(output()));
  }
}
