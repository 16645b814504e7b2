package com.jagcall.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.id.Ids;
import com.jagcall.local.database.Postgres;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.Progress;
import com.jagcall.local.stack.ServiceReplica;
import com.jagcall.local.stack.StackOptions;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The whole suite, two replicas of each service, started once for all tests. */
final class Suite {
  private static final Path REPOSITORY = Path.of("..", "..");
  private static LocalStack stack;

  private Suite() {}

  static synchronized LocalStack stack() {
    if (stack == null) {
      StackOptions options =
          StackOptions.of(REPOSITORY)
              .withDataFolder(Path.of("target", "suite-data"))
              .withPort(0)
              .withReplicas("agents", 2)
              .withReplicas("accounts", 2)
              .withReplicas("webhooks", 2)
              .withReplicas("calls", 2)
              // Longer than a test needs that lets calls end by themselves.
              .withSetting("calls", "JAGCALL_CALLS_DRAIN", "90S")
              .startingOver();
      LocalStack starting = new LocalStack(options, new Progress(System.out));
      Runtime.getRuntime().addShutdownHook(new Thread(starting::close, "stop the suite"));
      starting.start();
      stack = starting;
    }
    return stack;
  }

  static URI gateway() {
    return stack().gatewayUrl();
  }

  /** The replicas of agents-service, each by its own address. */
  static List<URI> agentsReplicas() {
    return stack().replicas("agents").stream().map(ServiceReplica::url).toList();
  }

  /** The gateway and every replica of agents-service. */
  static Stream<URI> agentsEverywhere() {
    return Stream.concat(Stream.of(gateway()), agentsReplicas().stream());
  }

  /** A new organization, so that a test has its own limits and its own data. */
  static Organization organization() {
    Organization organization = new Organization(Ids.next("org_"), Ids.base62(8));
    execute(
        "INSERT INTO accounts.organization (id, name, tag, created_at) VALUES (?, 'Test', ?, now())",
        organization.id(),
        organization.tag());
    return organization;
  }

  /** An organization that stands in the database. */
  record Organization(String id, String tag) {

    /** Gives it more requests a minute than a test can send. */
    void lift(String... rows) {
      for (String row : rows) {
        execute("INSERT INTO accounts.organization_limit VALUES (?, ?, 10000)", id, row);
      }
    }

    ApiKey key() {
      return key(Mode.LIVE, Scope.ALL, null);
    }

    /** A key as accounts-service stores it; {@code expiresAt} may be null. */
    ApiKey key(Mode mode, List<String> scopes, Instant expiresAt) {
      ApiKey key = ApiKey.generate(mode, tag);
      execute(
          """
          INSERT INTO accounts.api_key
            (id, organization_id, name, mode, scopes, prefix, last_four, hash, created_at, expires_at)
          VALUES (?, ?, 'Test', ?, string_to_array(?, ' '), ?, ?, decode(?, 'hex'), now(), ?)
          """,
          Ids.next("key_"),
          id,
          mode.wire(),
          String.join(" ", scopes),
          key.prefix(),
          key.lastFour(),
          key.sha256(),
          expiresAt == null ? null : OffsetDateTime.ofInstant(expiresAt, ZoneOffset.UTC));
      return key;
    }
  }

  /** Ends a key in the database alone, as a revocation whose word never reached Redis. */
  static void revokeSilently(ApiKey key) {
    execute(
        "UPDATE accounts.api_key SET revoked_at = now(), changed_at = now()"
            + " WHERE hash = decode(?, 'hex')",
        key.sha256());
  }

  /** Every replica of agents-service refuses the key, within a second from now. */
  static void assertRefusedWithinASecond(ApiKey key) {
    long start = System.nanoTime();
    for (URI replica : agentsReplicas()) {
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(60))
          .until(() -> Api.status(replica, "/v1/agents", key) == 401);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    System.out.println("refused by both replicas after " + millis + " ms");
    assertTrue(millis <= 1_000, "refused only after " + millis + " ms");
  }

  /** How many of a role's transactions wait for another one to end. */
  static int waitingForALock(String role) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE usename = ? AND wait_event_type = 'Lock'")) {
      statement.setString(1, role);
      try (ResultSet waiting = statement.executeQuery()) {
        waiting.next();
        return waiting.getInt(1);
      }
    }
  }

  static void execute(String sql, Object... arguments) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of an answer. */
  static List<Long> counts(String sql) {
    try (Connection database = connect();
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Long> counts = new ArrayList<>();
      while (rows.next()) {
        counts.add(rows.getLong(1));
      }
      return counts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The only value of an answer. */
  static String text(String sql) {
    try (Connection database = connect();
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Connection connect() throws SQLException {
    return stack().postgres().connectAsSuperuser(Postgres.DATABASE);
  }
}
