package com.jagcall.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.local.database.Postgres;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.ServiceReplica;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * The next release has arrived: two of its replicas start at once and migrate the database, as
 * {@code src/test/resources/next-release} says, while the replicas of this release serve. What a
 * migration may do for that to go well stands in docs/migrations.md.
 */
class UpgradeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BEFORE_AND_AFTER = 100;
  private static final int KEYS = 100;
  private static final int TENTH = 10;

  private final LocalStack stack = Suite.stack();
  private final List<ApiKey> keys =
      Stream.generate(() -> Suite.organization().key()).limit(KEYS).toList();
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean enough;

  @Test
  void nextReleasesMigration_failsNoRequestOfThisRelease() throws Exception {
    CompletableFuture<Void> clients =
        CompletableFuture.allOf(
            Suite.agentsReplicas().stream()
                .map(replica -> CompletableFuture.runAsync(() -> keepAsking(replica)))
                .toArray(CompletableFuture[]::new));
    awaitAnswers();
    List<CompletableFuture<Integer>> starting =
        Stream.generate(() -> CompletableFuture.supplyAsync(UpgradeIT::migrateAsTheNextRelease))
            .limit(2)
            .toList();
    int migrations = 0;
    for (CompletableFuture<Integer> replica : starting) {
      migrations += replica.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    awaitAnswers();
    enough = true;
    clients.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    System.out.println(answered + " requests during an upgrade, failed: " + failures);
    assertEquals(List.of(), List.copyOf(failures));
    assertEquals(2, migrations, "each once, whoever was first");
    replicaOfThisRelease_startsOnTheNextOnesDatabase();
  }

  /** It crashes in the middle of the upgrade, or the upgrade is taken back. */
  private void replicaOfThisRelease_startsOnTheNextOnesDatabase() {
    ServiceReplica replica = stack.replicas("agents").get(0);
    stack.kill(replica);
    stack.start(replica);
    assertEquals(201, create(replica.url(), keys.get(0)).statusCode());
    await().atMost(PATIENCE).until(() -> list(replica.url(), keys.get(0)).statusCode() == 200);
  }

  private void awaitAnswers() {
    int wanted = answered.get() + BEFORE_AND_AFTER;
    await().atMost(PATIENCE).until(() -> answered.get() >= wanted);
  }

  /** One request after the other, one in ten of which makes an agent. */
  private void keepAsking(URI replica) {
    for (int i = 0; !enough; i++) {
      ApiKey key = keys.get(i / TENTH % KEYS);
      boolean write = i % TENTH == 0;
      try {
        HttpResponse<String> answer = write ? create(replica, key) : list(replica, key);
        if (answer.statusCode() != (write ? 201 : 200)) {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (RuntimeException failure) {
        failures.add(failure.toString());
      }
      answered.incrementAndGet();
    }
  }

  private static HttpResponse<String> create(URI replica, ApiKey key) {
    return Api.send(Api.post(replica, "/v1/agents", key, "{\"name\":\"During an upgrade\"}"));
  }

  private static HttpResponse<String> list(URI replica, ApiKey key) {
    return Api.send(Api.request(replica, "/v1/agents", key));
  }

  /** What a service does at its start, with the migrations of the next release; how many it ran. */
  private static int migrateAsTheNextRelease() {
    return Flyway.configure()
        .dataSource(database())
        .locations(
            "filesystem:../../agents-service/src/main/resources/db/migration",
            "filesystem:../../common/src/main/resources/db/common",
            "filesystem:src/test/resources/next-release")
        .outOfOrder(true)
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private static DataSource database() {
    try {
      return Suite.stack().postgres().dataSource(Postgres.DATABASE, "agents");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
