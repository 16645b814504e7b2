package com.jagcall.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.id.Ids;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.ServiceReplica;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every event arrives, in order, whatever is killed. The events stand in the outbox of
 * agents-service, as if it had written them itself. {@code -Djagcall.webhooks.fault-seconds=60} for
 * longer than every build can wait.
 */
class WebhookFaultIT {
  private static final int FAULT_SECONDS = Integer.getInteger("jagcall.webhooks.fault-seconds", 15);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int KEYS = 5;
  private static final int ENDPOINTS = 3;

  private final LocalStack stack = Suite.stack();
  private final Suite.Organization organization = Suite.organization();
  private final Random random = new Random(7);
  private final Map<String, Integer> told = new ConcurrentHashMap<>();
  private HookReceiver receiver;
  private Connection database;
  private final AtomicInteger kills = new AtomicInteger();
  private int events;

  @BeforeEach
  void connect() throws SQLException {
    database = Suite.connect();
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    receiver.close();
  }

  private void endpoint(String path) {
    ApiKey key = organization.key();
    String body = "{\"url\":\"" + receiver.url(path) + "\"}";
    HttpResponse<String> made =
        Api.send(Api.post(Suite.gateway(), "/v1/webhooks/endpoints", key, body));
    assertEquals(201, made.statusCode(), made.body());
  }

  /** Commits an event of one of the keys in agents-service's outbox. */
  private void tell() throws SQLException {
    int n = events++;
    String id = Ids.next("evt_");
    String key = "call_" + n % KEYS + organization.tag();
    String payload =
        """
        {"organization_id":"%s","mode":"live","agent_id":null,"event":"call.completed",
         "timestamp":"2026-01-02T03:04:05Z","data":{"key":"%s","n":%d}}
        """
            .formatted(organization.id(), key, n);
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO agents.outbox (id, receiver, type, key, payload)"
                + " VALUES (?, 'webhooks-service', 'call.completed', ?, ?)")) {
      insert.setString(1, id);
      insert.setString(2, key);
      insert.setString(3, payload);
      insert.executeUpdate();
    }
    told.put(id, n);
  }

  @Test
  void twoReplicas_noDeliveryIsMadeTwice() throws Exception {
    receiver = HookReceiver.start((exchange, request) -> HookReceiver.answer(exchange, 200, ""));
    endpoint("/0");
    endpoint("/1");
    for (int i = 0; i < 500; i++) {
      tell();
    }
    await().atMost(PATIENCE).until(() -> receiver.requests().size() >= 1000);
    // Both replicas have looked several times since, and the leases are given back.
    await()
        .atMost(PATIENCE)
        .until(() -> count("SELECT count(*) FROM webhooks.lane WHERE owner IS NOT NULL") == 0);
    assertEquals(1000, receiver.requests().size());
    assertEquals(1000, receiver.requests().stream().map(r -> r.path() + r.id()).distinct().count());
    assertAllInOrder(2);
  }

  private long count(String sql) throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void killedInTurnsUnderLoad_everyEventArrivesInOrder() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    receiver =
        HookReceiver.start(
            (exchange, request) ->
                answerFlakily(exchange, seen.add(request.path() + request.id())));
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoint("/" + i);
    }
    AtomicBoolean isOver = new AtomicBoolean();
    List<Thread> killers =
        Stream.of("webhooks", "agents")
            .map(service -> new Thread(() -> killInTurns(service, isOver), "kills " + service))
            .toList();
    killers.forEach(Thread::start);
    Instant end = Instant.now().plusSeconds(FAULT_SECONDS);
    while (Instant.now().isBefore(end)) {
      tell();
      // Two hundred a second at most; the statement itself takes most of the time.
      LockSupport.parkNanos(4_000_000);
    }
    isOver.set(true);
    for (Thread killer : killers) {
      killer.join();
    }
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                receiver.requests().stream().map(r -> r.path() + r.id()).distinct().count()
                    == (long) told.size() * ENDPOINTS);
    assertAllInOrder(ENDPOINTS);
    System.out.printf(
        "%d events to %d endpoints, %d requests, %d replicas killed%n",
        told.size(), ENDPOINTS, receiver.requests().size(), kills.get());
    assertTrue(kills.get() >= 2, kills + " replicas were killed");
  }

  /** One replica after the other of the service, each as soon as the one before is back. */
  private void killInTurns(String service, AtomicBoolean isOver) {
    List<ServiceReplica> victims = stack.replicas(service);
    for (int turn = 0; !isOver.get(); turn++) {
      ServiceReplica victim = victims.get(turn % victims.size());
      stack.kill(victim);
      kills.incrementAndGet();
      stack.start(victim);
    }
  }

  /** At first sight of a delivery things go wrong now and then; later never. */
  private void answerFlakily(HttpExchange exchange, boolean isFirst) throws IOException {
    int chance;
    synchronized (random) {
      chance = isFirst ? random.nextInt(200) : 200;
    }
    if (chance < 10) {
      HookReceiver.answer(exchange, 500, "not now");
    } else if (chance < 16) {
      exchange.close();
    } else if (chance < 17) {
      // Never answered: the attempt runs into its time-out.
      return;
    } else if (chance < 20) {
      exchange.sendResponseHeaders(200, 100_000);
      exchange.getResponseBody().write("slow".getBytes());
      exchange.getResponseBody().flush();
    } else {
      HookReceiver.answer(exchange, 200, "");
    }
  }

  /**
   * Nothing is missing, nothing is made up, and each key's events were first seen in their order.
   */
  private void assertAllInOrder(int endpoints) {
    Map<String, String> bodies = new HashMap<>();
    Set<String> seen = new HashSet<>();
    Map<String, Integer> last = new HashMap<>();
    for (HookReceiver.Request request : receiver.requests()) {
      assertEquals(bodies.computeIfAbsent(request.id(), id -> request.body()), request.body());
      if (seen.add(request.path() + request.id())) {
        int n = request.json().at("/data/n").asInt();
        assertEquals(told.get(request.id()), n);
        String lane = request.path() + request.json().at("/data/key").asText();
        Integer before = last.put(lane, n);
        assertTrue(before == null || before < n, lane + ": " + n + " came after " + before);
      }
    }
    assertEquals(told.size() * endpoints, seen.size());
  }
}
