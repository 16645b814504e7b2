package com.jagcall.common.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import redis.embedded.RedisServer;

/** A Redis that can go away, come back, and lose everything. */
public final class RedisProcess {
  private final int port;
  private RedisServer server;

  private RedisProcess(int port) {
    this.port = port;
  }

  static RedisProcess start() {
    RedisProcess redis = new RedisProcess(Backends.freePort());
    redis.resume();
    return redis;
  }

  /** Starts it again, empty, after {@link #stop()}. */
  public void resume() {
    try {
      server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it, cutting every connection. */
  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** Forgets everything. */
  public void flush() {
    command("FLUSHALL");
  }

  /** How many commands it has run, but for those of tests. */
  public long countCommands() {
    String stats = command("INFO commandstats");
    return stats
        .lines()
        .filter(line -> line.startsWith("cmdstat_evalsha:") || line.startsWith("cmdstat_eval:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^=]*calls=([0-9]+),.*", "$1")))
        .sum();
  }

  /** Sends one inline command and answers the reply's text (RESP 2, one line or one bulk). */
  private String command(String command) {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String first = reader.readLine();
      if (!first.startsWith("$")) {
        return first;
      }
      char[] bulk = new char[Integer.parseInt(first.substring(1))];
      int read = 0;
      while (read < bulk.length) {
        read += reader.read(bulk, read, bulk.length - read);
      }
      return new String(bulk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
