package com.jagcall.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.ServiceReplica;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts are killed, restarted and emptied; nothing is lost and everything comes back by itself. */
class FaultIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final LocalStack stack = Suite.stack();
  private ApiKey key;

  @BeforeEach
  void makeKey() {
    key = Suite.organization().key();
    awaitServed(key);
  }

  private static void awaitServed(ApiKey key) {
    for (URI replica : Suite.agentsReplicas()) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> Api.status(replica, "/v1/agents", key) == 200);
    }
  }

  @Test
  void redisKilled_isServedAndTheLimitsComeBackWithIt() {
    stack.kill(stack.redis());
    try {
      for (URI replica : Suite.agentsReplicas()) {
        assertEquals(200, Api.status(replica, "/v1/agents", key));
        assertEquals(200, Api.status(replica, "/v1/agents", Suite.organization().key()));
      }
    } finally {
      stack.start(stack.redis());
    }
    await().atMost(PATIENCE).until(this::countsOverBothReplicas);
  }

  /** What one replica served is missing from what the other says is left. */
  private boolean countsOverBothReplicas() {
    ApiKey fresh = Suite.organization().key();
    URI first = Suite.agentsReplicas().get(0);
    URI second = Suite.agentsReplicas().get(1);
    Api.status(first, "/v1/agents", fresh);
    HttpResponse<String> answer = Api.send(Api.request(second, "/v1/agents", fresh));
    return Api.header(answer, "RateLimit").startsWith("\"default\";r=198;");
  }

  @Test
  void redisFlushed_isServed() throws Exception {
    stack.redis().flush();
    for (URI replica : Suite.agentsReplicas()) {
      assertEquals(200, Api.status(replica, "/v1/agents", key));
    }
  }

  @Test
  void keyRevokedWhileRedisWasAway_isRefusedWithinASecondAndStaysSo() {
    stack.kill(stack.redis());
    try {
      Suite.revokeSilently(key);
      Suite.assertRefusedWithinASecond(key);
    } finally {
      // Comes back with what it had on disk, the old entry of the key among it.
      stack.start(stack.redis());
    }
    for (int i = 0; i < 20; i++) {
      for (URI replica : Suite.agentsReplicas()) {
        assertEquals(401, Api.status(replica, "/v1/agents", key));
      }
    }
  }

  @Test
  void keyRevokedWithoutAWordToRedis_isRefusedWithinASecond() {
    Suite.revokeSilently(key);
    Suite.assertRefusedWithinASecond(key);
  }

  @Test
  void postgresKilled_is503AndComesBack() {
    stack.kill(stack.postgres());
    try {
      for (URI replica : Suite.agentsReplicas()) {
        HttpResponse<String> answer = Api.send(Api.request(replica, "/v1/agents", key));
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals("service_unavailable", Api.json(answer).at("/error/code").asText());
      }
    } finally {
      stack.start(stack.postgres());
    }
    awaitServed(key);
  }

  @Test
  void serviceKilledInTheMiddleOfAPost_theRetryMakesOneAgent() throws Exception {
    ServiceReplica victim = stack.replicas("agents").get(0);
    HttpRequest.Builder post = creation(victim.url(), "killed-in-the-middle");
    CompletableFuture<HttpResponse<String>> cut;
    try (Connection lock = Suite.connect();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("LOCK TABLE agents.agent IN ACCESS EXCLUSIVE MODE");
      cut = Api.sendAsync(post);
      await().atMost(PATIENCE).until(() -> Suite.waitingForALock("agents") > 0);
      stack.kill(victim);
      lock.rollback();
    }
    cut.handle((answer, failure) -> assertIsFailure(failure)).get(60, TimeUnit.SECONDS);
    retryUntilCreated(Suite.agentsReplicas().get(1), "killed-in-the-middle");
    stack.start(victim);
    assertEquals(1, count("killed-in-the-middle"));
  }

  private static Void assertIsFailure(Throwable failure) {
    assertTrue(failure != null, "the request was answered although its service was killed");
    return null;
  }

  @Test
  void serviceKilledAtAnyMomentOfAPost_theRetryMakesOneAgent() throws Exception {
    Random random = new Random(1);
    ServiceReplica victim = stack.replicas("agents").get(0);
    for (int round = 0; round < 3; round++) {
      String name = "round-" + round;
      CompletableFuture<HttpResponse<String>> sent = Api.sendAsync(creation(victim.url(), name));
      CompletableFuture.runAsync(
              () -> stack.kill(victim),
              CompletableFuture.delayedExecutor(random.nextInt(40), TimeUnit.MILLISECONDS))
          .get();
      sent.handle((answer, failure) -> null).get(60, TimeUnit.SECONDS);
      retryUntilCreated(Suite.gateway(), name);
      assertEquals(1, count(name), name);
      stack.start(victim);
    }
  }

  private HttpRequest.Builder creation(URI base, String name) {
    return Api.post(base, "/v1/agents", key, "{\"name\":\"" + name + "\"}")
        .header("Idempotency-Key", name);
  }

  /** As a client does: again while the first one is said to be running, or nobody answers. */
  private void retryUntilCreated(URI base, String name) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> Api.send(creation(base, name)).statusCode() == 201);
  }

  private int count(String name) throws Exception {
    try (Connection connection = Suite.connect();
        Statement statement = connection.createStatement();
        ResultSet agents =
            statement.executeQuery(
                "SELECT count(*) FROM agents.agent WHERE name = '" + name + "'")) {
      agents.next();
      return agents.getInt(1);
    }
  }

  @Test
  void replicaKilled_theGatewayGoesOnWithTheOther() {
    ServiceReplica victim = stack.replicas("agents").get(1);
    stack.kill(victim);
    try {
      for (int i = 0; i < 20; i++) {
        assertEquals(200, Api.status(Suite.gateway(), "/v1/agents", key));
      }
    } finally {
      stack.start(victim);
    }
  }

  @Test
  void serviceDown_theGatewayAnswersWithTheEnvelope() {
    stack.replicas("agents").forEach(stack::kill);
    try {
      HttpResponse<String> answer = Api.send(Api.request(Suite.gateway(), "/v1/agents", key));
      assertEquals(503, answer.statusCode());
      assertEquals("service_unavailable", Api.json(answer).at("/error/code").asText());
      assertEquals(
          Api.header(answer, "X-Request-Id"), Api.json(answer).at("/error/request_id").asText());
    } finally {
      stack.replicas("agents").forEach(stack::start);
    }
    awaitServed(key);
  }
}
