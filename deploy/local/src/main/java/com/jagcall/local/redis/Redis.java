package com.jagcall.local.redis;

import com.jagcall.local.StackException;
import com.jagcall.local.process.ChildProcess;
import com.jagcall.local.process.LogTail;
import com.jagcall.local.process.Processes;
import com.jagcall.local.process.Restartable;
import com.jagcall.local.secret.PrivateFiles;
import com.jagcall.local.secret.Secrets;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/**
 * The Redis of one stack. It asks for a password: whoever could write to it could write credentials
 * into the cache.
 */
public final class Redis implements Restartable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  /**
   * @param data its dump, its configuration
   * @param binaries where the program is unpacked
   * @param log the log file
   */
  public record Places(Path data, Path binaries, Path log) {}

  private final Places places;
  private final Processes processes;
  private final String password;
  private final int port;
  private ChildProcess process;

  public Redis(Places places, Processes processes, Secrets secrets, int port) throws IOException {
    this.places = places;
    this.processes = processes;
    this.password = secrets.password("redis");
    this.port = port;
  }

  /** With the password in it, as clients take it. */
  public URI uri() {
    return URI.create("redis://:" + password + "@127.0.0.1:" + port);
  }

  @Override
  public String name() {
    return "Redis";
  }

  @Override
  public ChildProcess process() {
    return process;
  }

  /** Starts the server with the data of last time, and returns when it answers. */
  @Override
  public void start() {
    try {
      Path program = unpack();
      Files.createDirectories(places.data());
      Path configuration = places.data().resolve("redis.conf");
      PrivateFiles.write(configuration, configuration());
      process =
          processes.start(
              new ChildProcess.Launch(
                  "redis",
                  List.of(program.toString(), configuration.toString()),
                  Map.of(),
                  places.data(),
                  places.log()));
      awaitReady();
    } catch (IOException cause) {
      throw failure("Redis could not be started: " + cause.getMessage(), cause);
    }
  }

  /** Writes the data down and stops. */
  public void stop() {
    if (process != null) {
      process.stop(STOP_TIMEOUT);
    }
  }

  /** Ends the server at once; what it had not written down is lost. */
  public void kill() {
    process.kill();
  }

  /** Forgets everything, as an operator's FLUSHALL does. */
  public void flush() throws IOException {
    command("FLUSHALL");
  }

  /**
   * Sends one command.
   *
   * @return the first line of the answer, without its type mark
   */
  public String command(String... words) throws IOException {
    try (RedisConnection connection = new RedisConnection(port)) {
      connection.send("AUTH", password);
      return connection.send(words);
    }
  }

  private Path unpack() throws IOException {
    File folder = Files.createDirectories(places.binaries()).toFile();
    return ExecutableProvider.newJarResourceProvider(folder).get().toPath();
  }

  /** Quoted paths: a folder may have blanks in its name. */
  private String configuration() {
    return String.join(
        "\n",
        "bind 127.0.0.1",
        "port " + port,
        "requirepass " + password,
        "dir \"" + places.data() + "\"",
        "dbfilename dump.rdb",
        "save 60 1",
        "appendonly no",
        "maxmemory 256mb",
        "maxmemory-policy volatile-lru",
        "");
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        if (command("PING").equals("PONG")) {
          return;
        }
      } catch (IOException notYet) {
        // Nobody listens yet, or the dump is still being read.
      }
      pause();
    }
    process.kill();
    throw failure("Redis did not answer within " + START_TIMEOUT.toSeconds() + " s", null);
  }

  private void pause() {
    if (!process.isAlive()) {
      throw failure("Redis ended while starting", null);
    }
    pauseWhileStarting(50);
  }

  private StackException failure(String what, Exception cause) {
    return new StackException(
        what
            + "; see "
            + places.log()
            + " (last: "
            + String.join(" | ", LogTail.lines(places.log(), 2))
            + "). Nothing in Redis is needed for good: delete "
            + places.data()
            + " if it is damaged",
        cause);
  }
}
