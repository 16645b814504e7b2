package com.jagcall.messaging.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * An SMSC that is neither ours nor jSMPP: npm smpp, in a process of its own. It takes system id
 * {@code jagcall} with password {@code secret}, numbers its messages m1, m2 and so on, and says
 * what it sees as events.
 */
public final class NodeSmsc implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path FOLDER = Path.of("target", "node");

  private final Process process;
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private volatile int port;

  private NodeSmsc(Process process) {
    this.process = process;
  }

  /** Whether there is a Node to run it; says so loudly if not. */
  public static boolean isPossible() {
    try {
      Process version = new ProcessBuilder("npm", "--version").start();
      version.getInputStream().readAllBytes();
      if (version.waitFor() == 0) {
        return true;
      }
    } catch (IOException | InterruptedException missing) {
      // Said below.
    }
    System.err.println(
        "SKIPPED: tests against npm smpp need Node.js and npm, and there is none here");
    return false;
  }

  public static NodeSmsc start() {
    return start(new JsonObject());
  }

  /**
   * @param options {@code port}, and {@code key} and {@code cert} (PEM) for TLS
   */
  public static NodeSmsc start(JsonObject options) {
    try {
      install();
      Process process =
          new ProcessBuilder("node", "smsc.mjs", options.encode())
              .directory(FOLDER.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      NodeSmsc smsc = new NodeSmsc(process);
      Thread reader = new Thread(smsc::read, "node-smsc");
      reader.setDaemon(true);
      reader.start();
      smsc.port = smsc.await("listening", 1).get(0).getInteger("port");
      return smsc;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static synchronized void install() throws IOException {
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "package-lock.json", "smsc.mjs")) {
      Files.copy(
          Path.of("src", "test", "node", file),
          FOLDER.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      Process npm =
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, npm.onExit().join().exitValue(), output);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().map(JsonObject::new).forEach(events::add);
    } catch (IOException | UncheckedIOException ended) {
      // The process has.
    }
  }

  public int port() {
    return port;
  }

  /** All of that kind so far, oldest first. */
  public List<JsonObject> events(String kind) {
    return events.stream().filter(event -> event.getString("event").equals(kind)).toList();
  }

  /** Waits for so many of that kind. */
  public List<JsonObject> await(String kind, int count) {
    Awaitility.await().atMost(PATIENCE).until(() -> events(kind).size() >= count);
    return events(kind);
  }

  /**
   * @param behaviour {@code throttle}, {@code silent} (how many submits), {@code refuse} with
   *     {@code status}, {@code delayMillis}, {@code receipt} ({@code before} or {@code after} the
   *     answer), {@code destroyAfter} submits, {@code deaf} (to enquire_link)
   */
  public void behave(JsonObject behaviour) {
    int before = events("behaving").size();
    tell(behaviour.copy().put("do", "behave"));
    // What is submitted from now on is treated so.
    await("behaving", before + 1);
  }

  /**
   * Delivers and waits for the answer.
   *
   * @param pdu as npm smpp has it, with short_message and message_payload in hexadecimal
   * @return the answer's command_status
   */
  public int deliver(JsonObject pdu) {
    int tag = events("delivered").size();
    tell(new JsonObject().put("do", "deliver").put("tag", tag).put("pdu", pdu));
    return await("delivered", tag + 1).get(tag).getInteger("status");
  }

  /** Ends every connection at once. */
  public void destroy() {
    tell(new JsonObject().put("do", "destroy"));
  }

  private synchronized void tell(JsonObject command) {
    try {
      process.getOutputStream().write((command.encode() + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Ends the process, as {@code kill -9} does. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** For messages of failures. */
  @Override
  public String toString() {
    return new JsonArray(List.copyOf(events)).encode();
  }
}
