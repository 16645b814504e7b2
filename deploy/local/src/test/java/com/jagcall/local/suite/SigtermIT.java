package com.jagcall.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.ServiceReplica;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SIGTERM: what has been begun is answered, and the process ends by itself and in time. */
class SigtermIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What deploy/kubernetes and deploy/compose give a service before they kill it. */
  private static final Duration GRACE = Duration.ofSeconds(35);

  private static final int IN_FLIGHT = 10;

  private final LocalStack stack = Suite.stack();
  private final ServiceReplica replica = stack.replicas("agents").get(0);

  @Test
  void requestsInFlight_areAnsweredAndTheExitStatusIsZero() throws Exception {
    List<ApiKey> keys =
        IntStream.range(0, IN_FLIGHT).mapToObj(i -> Suite.organization().key()).toList();
    List<CompletableFuture<HttpResponse<String>>> begun;
    CompletableFuture<Integer> status;
    long told;
    try (Connection lock = Suite.connect();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("LOCK TABLE agents.agent IN ACCESS EXCLUSIVE MODE");
      begun = keys.stream().map(key -> create(replica.url(), key)).toList();
      await().atMost(PATIENCE).until(() -> Suite.waitingForALock("agents") == IN_FLIGHT);
      told = System.nanoTime();
      status = stack.terminate(replica);
      await().atMost(PATIENCE).until(() -> !replica.isReady());
      assertFalse(status.isDone(), "ended with requests in flight");
      lock.rollback();
    }
    try {
      for (CompletableFuture<HttpResponse<String>> answer : begun) {
        assertEquals(201, answer.get(GRACE.toSeconds(), TimeUnit.SECONDS).statusCode());
      }
      assertEquals(0, status.get(GRACE.toSeconds(), TimeUnit.SECONDS));
      Duration took = Duration.ofNanos(System.nanoTime() - told);
      assertTrue(took.compareTo(GRACE) < 0, took.toString());
    } finally {
      stack.start(replica);
    }
  }

  private static CompletableFuture<HttpResponse<String>> create(URI replica, ApiKey key) {
    return Api.sendAsync(Api.post(replica, "/v1/agents", key, "{\"name\":\"In flight\"}"));
  }
}
