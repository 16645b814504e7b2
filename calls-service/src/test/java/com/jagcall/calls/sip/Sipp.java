package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * SIPp, a SIP peer that plays one of the scenarios in {@code sipp/}. Tests that need it are
 * skipped, loudly, without it.
 */
final class Sipp implements AutoCloseable {

  private static final int SECONDS_MAX = 20;

  private final Process process;
  private final int port;
  private final Path folder;

  private Sipp(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  static void needed() {
    Tools.needed("sipp", "SIP against a real peer");
  }

  /** Waits for one call on a port of its own. */
  static Sipp callee(String scenario, String... more) throws IOException {
    return start("127.0.0.1", scenario, List.of("-m", "1"), more);
  }

  /** Calls a number at our user agent, once. */
  static Sipp caller(String scenario, String number, int port, String... more) throws IOException {
    return start(
        "127.0.0.1", scenario, List.of("-m", "1", "-s", number, "127.0.0.1:" + port), more);
  }

  static Sipp start(String address, String scenario, List<String> arguments, String... more)
      throws IOException {
    Path folder = Files.createTempDirectory("sipp");
    Path script = folder.resolve(scenario + ".xml");
    try (InputStream in = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
      Files.writeString(
          script, filled(new String(in.readAllBytes(), StandardCharsets.UTF_8), more));
    }
    Files.writeString(folder.resolve("sipp.dtd"), "");
    int port = freePort(address);
    List<String> command = new ArrayList<>(List.of("sipp", "-sf", script.toString()));
    command.addAll(List.of("-i", address, "-p", String.valueOf(port), "-nostdin"));
    command.addAll(
        List.of("-timeout", SECONDS_MAX + "s", "-timeout_error", "-trace_err", "-trace_msg"));
    command.addAll(arguments);
    Arrays.stream(more).filter(argument -> !argument.contains("=")).forEach(command::add);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Sipp sipp = new Sipp(process, port, folder);
    await("sipp listens on port " + port)
        .atMost(Duration.ofSeconds(SECONDS_MAX))
        .until(() -> sipp.listens() || !process.isAlive());
    return sipp;
  }

  /** Whether its socket is there: what was sent earlier would be refused, over TCP for good. */
  private boolean listens() throws IOException {
    String local = String.format(":%04X ", port);
    for (String table : List.of("udp", "tcp")) {
      try (var sockets = Files.lines(Path.of("/proc/net", table))) {
        if (sockets.anyMatch(socket -> socket.substring(0, 22).contains(local))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * An argument {@code name=value} fills in {@code [name]}; SIPp's own keys cannot stand in a
   * status line.
   */
  private static String filled(String script, String... more) {
    String text = script;
    for (String argument : more) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        text =
            text.replace("[" + argument.substring(0, equals) + "]", argument.substring(equals + 1));
      }
    }
    return text;
  }

  /** A port that is free for UDP may be taken for TCP: then another one. */
  private static int freePort(String address) throws IOException {
    InetAddress host = InetAddress.getByName(address);
    BindException taken = null;
    for (int attempt = 0; attempt < 100; attempt++) {
      try (DatagramSocket udp = new DatagramSocket(0, host);
          ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 1, host)) {
        return tcp.getLocalPort();
      } catch (BindException e) {
        taken = e;
      }
    }
    throw taken;
  }

  int port() {
    return port;
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  /** Waits until the scenario is over, and fails if it did not go as written. */
  void succeeded() throws Exception {
    succeeded(Duration.ofSeconds(SECONDS_MAX + 10));
  }

  void succeeded(Duration atMost) throws Exception {
    assertTrue(process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS), "sipp does not end");
    assertEquals(0, process.exitValue(), this::story);
  }

  /** Waits until the scenario is over; true if it did not go as written. */
  boolean failed() throws InterruptedException {
    return process.waitFor(SECONDS_MAX + 10, TimeUnit.SECONDS) && process.exitValue() != 0;
  }

  /** What it sent and received, for a test that looks closer. */
  String messages() {
    return read("_messages.log");
  }

  private String story() {
    String firstLines =
        messages()
            .lines()
            .filter(
                line ->
                    line.startsWith("SIP/2.0")
                        || line.contains(" SIP/2.0")
                        || line.startsWith("CSeq"))
            .limit(60)
            .collect(Collectors.joining("\n"));
    return read("_errors.log") + "\n" + firstLines;
  }

  private String read(String suffix) {
    try (var files = Files.list(folder)) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(file -> file.toString().endsWith(suffix)).toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
