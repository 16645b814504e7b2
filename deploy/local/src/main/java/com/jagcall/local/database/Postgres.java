package com.jagcall.local.database;

import com.jagcall.local.StackException;
import com.jagcall.local.process.ChildProcess;
import com.jagcall.local.process.LogTail;
import com.jagcall.local.process.Processes;
import com.jagcall.local.process.Restartable;
import com.jagcall.local.secret.Secrets;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL of one stack: its own programs, a data folder that stays, the loopback address and
 * a password for everybody, since other people of this machine reach that address too.
 */
public final class Postgres implements Restartable {

  /** The database in which every service has its schema. */
  public static final String DATABASE = "jagcall";

  private static final String SUPERUSER = "postgres";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_CONNECTIONS = 200;

  /**
   * @param data the cluster's files
   * @param binaries where programs are unpacked
   * @param log the log file
   */
  public record Places(Path data, Path binaries, Path log) {}

  private final Places places;
  private final Processes processes;
  private final Secrets secrets;
  private final int port;
  private ChildProcess process;

  public Postgres(Places places, Processes processes, Secrets secrets, int port) {
    this.places = places;
    this.processes = processes;
    this.secrets = secrets;
    this.port = port;
  }

  public int port() {
    return port;
  }

  public Path log() {
    return places.log();
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public ChildProcess process() {
    return process;
  }

  /** Makes the cluster if there is none, starts the server, and returns when it takes queries. */
  @Override
  public void start() {
    try {
      Path programs = PostgresBinaries.unpack(places.binaries()).resolve("bin");
      if (!Files.exists(places.data().resolve("PG_VERSION"))) {
        createCluster(programs);
      }
      process =
          processes.start(
              new ChildProcess.Launch(
                  "postgres", serverCommand(programs), Map.of(), places.data(), places.log()));
      awaitReady();
    } catch (IOException cause) {
      throw failure("PostgreSQL could not be started: " + cause.getMessage(), cause);
    }
  }

  /** Ends the clients' sessions, writes everything and stops. */
  public void stop() {
    if (process != null) {
      process.interrupt(STOP_TIMEOUT);
    }
  }

  /** Ends every process of the server at once; the next start recovers from its log. */
  public void kill() {
    process.kill();
  }

  public Connection connectAsSuperuser(String database) throws SQLException {
    return connect(database, SUPERUSER);
  }

  /** Connects as one of the roles that were provisioned, or as the superuser. */
  public Connection connect(String database, String user) throws SQLException {
    return dataSource(database, user).getConnection();
  }

  /** Connections as one of the roles that were provisioned, or as the superuser. */
  public DataSource dataSource(String database, String user) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password(user));
    source.setConnectTimeout(5);
    source.setSocketTimeout(60);
    return source;
  }

  /** The name under which the secrets keep a role's password. */
  public static String passwordName(String role) {
    return "postgres-" + role;
  }

  String password(String user) throws SQLException {
    try {
      return secrets.password(passwordName(user));
    } catch (IOException unreadable) {
      throw new SQLException("no password for " + user, unreadable);
    }
  }

  private void createCluster(Path programs) throws IOException {
    Files.createDirectories(places.data().getParent());
    // Made beside its final place: an interrupted attempt must not look like a cluster.
    Path unfinished = Files.createTempDirectory(places.data().getParent(), ".unfinished-postgres");
    secrets.password(passwordName(SUPERUSER));
    run(
        withoutRoot(
            programs.resolve("initdb").toString(),
            "--pgdata=" + unfinished,
            "--username=" + SUPERUSER,
            "--pwfile=" + secrets.passwordFile(passwordName(SUPERUSER)),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            // The one locale that every machine has; what is sorted for people is sorted by the
            // services.
            "--locale=C"));
    Files.move(unfinished, places.data());
  }

  private void run(List<String> command) throws IOException {
    ChildProcess step =
        processes.start(
            new ChildProcess.Launch(
                "postgres-initdb", command, Map.of(), places.data().getParent(), places.log()));
    if (step.ended().join() != 0) {
      throw failure("PostgreSQL could not make its data folder", null);
    }
  }

  private List<String> serverCommand(Path programs) {
    return withoutRoot(
        programs.resolve("postgres").toString(),
        "-D",
        places.data().toString(),
        "-p",
        Integer.toString(port),
        "-c",
        "listen_addresses=127.0.0.1",
        // Sockets in /tmp would be one more door.
        "-c",
        "unix_socket_directories=",
        "-c",
        "max_connections=" + MAX_CONNECTIONS,
        "-c",
        "shared_buffers=64MB",
        "-c",
        "timezone=UTC",
        "-c",
        "log_timezone=UTC");
  }

  /**
   * PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is.
   */
  private static List<String> withoutRoot(String... command) {
    List<String> all = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      all.addAll(List.of("unshare", "-U"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try (Connection connection = connectAsSuperuser(SUPERUSER)) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException notYet) {
        pause(notYet);
      }
    }
    process.kill();
    throw failure("PostgreSQL took no queries within " + START_TIMEOUT.toSeconds() + " s", null);
  }

  private void pause(SQLException notYet) {
    if (!process.isAlive()) {
      throw failure("PostgreSQL ended while starting", notYet);
    }
    pauseWhileStarting(100);
  }

  private StackException failure(String what, Exception cause) {
    return new StackException(
        what
            + "; see "
            + places.log()
            + " (last: "
            + String.join(" | ", LogTail.lines(places.log(), 2))
            + "). If its data is damaged, --fresh starts over",
        cause);
  }
}
