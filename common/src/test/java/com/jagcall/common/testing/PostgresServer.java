package com.jagcall.common.testing;

import static org.awaitility.Awaitility.await;

import com.jagcall.common.id.Ids;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A PostgreSQL that can go away and come back with its data. It writes every statement to a log. It
 * does not wait for the disk unless {@code -Djagcall.testing.fsync=on} says so, as whoever measures
 * must.
 */
public final class PostgresServer {
  private static final String DATABASE = "jagcall";

  private final int port;
  private final Path data;
  private EmbeddedPostgres server;

  private PostgresServer(int port, Path data) {
    this.port = port;
    this.data = data;
  }

  static PostgresServer start() {
    try {
      PostgresServer postgres =
          new PostgresServer(Backends.freePort(), Files.createTempDirectory("jagcall-postgres"));
      postgres.resume();
      postgres.execute("postgres", "CREATE DATABASE " + DATABASE);
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again after {@link #stop()}. */
  public void resume() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPGStartupWait(Duration.ofMinutes(2))
              .setServerConfig("fsync", System.getProperty("jagcall.testing.fsync", "off"))
              .setServerConfig("log_statement", "all")
              .setServerConfig("logging_collector", "on")
              .setServerConfig("log_directory", "log")
              .setServerConfig("log_filename", "statements.log")
              .setServerConfig("max_connections", "100")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shuts it down, cutting every connection. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** Makes a role and its schema, as whoever runs the suite does; answers the role's password. */
  String provision(String role) {
    String password = Ids.base62(24);
    execute(
        DATABASE,
        "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, password),
        "CREATE SCHEMA %s AUTHORIZATION %s".formatted(role, role),
        "ALTER ROLE %s SET search_path = %s".formatted(role, role));
    return password;
  }

  /** Runs SQL as the database's owner; names have to be qualified with the schema. */
  public void execute(String sql) {
    execute(DATABASE, sql);
  }

  private void execute(String database, String... statements) {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a query for one number as the database's owner. */
  public long count(String sql) {
    try (Connection connection = server.getDatabase("postgres", DATABASE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many statements have been logged whose text holds this one. */
  public long countStatements(String text) {
    return countStatements(line -> line.contains(text));
  }

  /** How many statements have been logged that satisfy this, all judged at the same moment. */
  public long countStatements(Predicate<String> which) {
    // The log is written behind: what was run before the marker is in it once the marker is.
    String marker = Ids.next("marker_");
    execute("SELECT '" + marker + "'");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> countLogged(line -> line.contains(marker)) > 0);
    return countLogged(which);
  }

  private long countLogged(Predicate<String> which) {
    try (Stream<String> lines =
        Files.lines(data.resolve("log").resolve("statements.log"), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains("execute")).filter(which).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
