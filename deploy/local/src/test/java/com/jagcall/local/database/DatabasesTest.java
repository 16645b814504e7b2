package com.jagcall.local.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.local.StackException;
import com.jagcall.local.process.Ports;
import com.jagcall.local.process.Processes;
import com.jagcall.local.redis.Redis;
import com.jagcall.local.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {

  @TempDir Path parent;
  private Path folder;
  private Processes processes;
  private Secrets secrets;
  private final Ports ports = new Ports();

  @BeforeEach
  void prepare() throws IOException {
    // A blank in a folder's name must not matter.
    folder = Files.createDirectories(parent.resolve("my data"));
    processes = new Processes(folder.resolve("run"));
    secrets = new Secrets(folder.resolve("secrets"));
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  private Postgres postgres() {
    return new Postgres(
        new Postgres.Places(
            folder.resolve("postgres"), folder.resolve("bin"), folder.resolve("postgres.log")),
        processes,
        secrets,
        ports.next());
  }

  private Redis redis() throws IOException {
    return new Redis(
        new Redis.Places(
            folder.resolve("redis"), folder.resolve("bin"), folder.resolve("redis.log")),
        processes,
        secrets,
        ports.next());
  }

  @Test
  void postgres_keepsDataThroughStopAndKill() throws SQLException {
    Postgres first = postgres();
    first.start();
    new Provisioning(first).provision(List.of("agents"));
    execute(first, "agents", "CREATE TABLE note (text text)");
    execute(first, "agents", "INSERT INTO note VALUES ('stopped')");
    first.stop();
    assertFalse(first.process().isAlive());

    Postgres second = postgres();
    second.start();
    new Provisioning(second).provision(List.of("agents", "accounts"));
    execute(second, "agents", "INSERT INTO note VALUES ('killed')");
    second.kill();
    second.start();
    assertEquals("killed stopped", notes(second));
    second.stop();
  }

  @Test
  void roles_ownTheirSchemaAndSeeNoOther() throws SQLException {
    Postgres postgres = postgres();
    postgres.start();
    new Provisioning(postgres).provision(List.of("agents", "accounts"));
    execute(postgres, "agents", "CREATE TABLE note (text text)");
    assertThrows(
        SQLException.class, () -> execute(postgres, "accounts", "SELECT * FROM agents.note"));
    assertThrows(
        SQLException.class, () -> execute(postgres, "accounts", "CREATE TABLE public.x (y int)"));
    assertThrows(
        SQLException.class,
        () ->
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/jagcall", "agents", "guess"));
    postgres.stop();
  }

  @Test
  void damagedPostgres_isReportedWithItsLog() throws IOException {
    Files.createDirectories(folder.resolve("postgres"));
    Files.writeString(folder.resolve("postgres/PG_VERSION"), "16\n");
    StackException failure = assertThrows(StackException.class, () -> postgres().start());
    assertTrue(failure.getMessage().contains("postgres.log"), failure.getMessage());
    assertTrue(failure.getMessage().contains("--fresh"), failure.getMessage());
  }

  @Test
  void redis_keepsDataThroughAStopAndForgetsWhenTold() throws IOException {
    Redis first = redis();
    first.start();
    assertEquals("OK", first.command("SET", "key", "value"));
    first.stop();
    assertFalse(first.process().isAlive());

    Redis second = redis();
    second.start();
    assertEquals("1", second.command("EXISTS", "key"));
    second.flush();
    assertEquals("0", second.command("EXISTS", "key"));
    second.kill();
    second.start();
    assertEquals("PONG", second.command("PING"));
    second.stop();
  }

  private static void execute(Postgres postgres, String role, String sql) throws SQLException {
    try (Connection connection = postgres.connect(Postgres.DATABASE, role);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String notes(Postgres postgres) throws SQLException {
    try (Connection connection = postgres.connect(Postgres.DATABASE, "agents");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT string_agg(text, ' ' ORDER BY text) FROM note")) {
      result.next();
      return result.getString(1);
    }
  }
}
