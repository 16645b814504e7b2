package com.jagcall.webhooks.bench;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What webhooks-service reaches, as ratios within one run; runs only when it is named, and with
 * {@code -Djagcall.testing.fsync=on}. Service, load, receiver and PostgreSQL share one machine and
 * its processors, the first three one process.
 */
@QuarkusTest
@Timeout(value = 210, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeliveryBench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 5;
  private static final int INSERTING = 16;

  Backends backends;
  @Inject Pool pool;

  @TestHTTPResource("/internal/events")
  URI events;

  private Sink sink;
  private Load load;

  @BeforeEach
  void start() throws Exception {
    assertTrue(
        backends
                .postgres()
                .count("SELECT count(*) FROM pg_settings WHERE name = 'fsync' AND setting = 'on'")
            == 1,
        "run with -Djagcall.testing.fsync=on: without it an insert costs less than it does in life");
    // The log of every statement is for tests that count them.
    backends.postgres().execute("ALTER ROLE webhooks SET log_statement = 'none'");
    backends
        .postgres()
        .execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'webhooks'");
    sink = new Sink();
    load = new Load(backends, events);
  }

  @AfterEach
  void stop() {
    // What was for a dead endpoint would be waited for by the next method.
    backends.postgres().execute("DELETE FROM webhooks.endpoint; DELETE FROM webhooks.due");
    sink.close();
    load.close();
  }

  private List<WebhooksApi> organizations(int count) {
    List<WebhooksApi> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      WebhooksApi api = WebhooksApi.unlimited(backends);
      api.endpoint(sink.url("/" + i));
      all.add(api);
    }
    return all;
  }

  /** From the moment an event is told, which is before it is committed, until it is posted. */
  @Test
  void idle() {
    List<WebhooksApi> one = organizations(1);
    latencies(one.get(0), 200);
    long[] millis = latencies(one.get(0), 300);
    System.out.printf(
        "SHOW told -> on the wire, idle: p50 %.1f ms, p95 %.1f ms%n",
        millis[millis.length / 2] / 1e6, millis[millis.length * 95 / 100] / 1e6);
    assertTrue(millis[millis.length / 2] <= 50_000_000);
  }

  private long[] latencies(WebhooksApi api, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      JsonObject event = api.event("call.completed", "call_" + i);
      String id = event.getString("id");
      HttpRequest request = load.one(event);
      long start = System.nanoTime();
      load.tell(request);
      await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> sink.at(id) != null);
      nanos[i] = sink.at(id) - start;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  @Test
  void throughput() {
    List<WebhooksApi> twenty = organizations(20);
    deliver(twenty, 60_000);
    deliver(twenty, 60_000);
    insertRate();
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double inserts = insertRate();
      double deliveries = deliver(twenty, 30_000);
      ratios[round] = deliveries / inserts;
      System.out.printf(
          "SHOW %.0f deliveries/s, %.0f single-row inserts/s at 16 connections: %.2f%n",
          deliveries, inserts, ratios[round]);
    }
    Arrays.sort(ratios);
    System.out.printf("SHOW deliveries per insert, median: %.2f%n", ratios[ROUNDS / 2]);
  }

  /** Deliveries per second, from the first event told until the last one is written down. */
  private double deliver(List<WebhooksApi> apis, int count) {
    List<HttpRequest> batches = load.batches(apis, count);
    int before = sink.count();
    long cpu = cpuNanos();
    long start = System.nanoTime();
    load.tell(batches);
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(PATIENCE)
        .until(() -> sink.count() >= before + count);
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(() -> pool.query("SELECT FROM due LIMIT 1").executeAndAwait().size() == 0);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "SHOW %d deliveries: %.0f us of this process's processor time each%n",
        count, (cpuNanos() - cpu) / 1e3 / count);
    return count / seconds;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Plain rows, each committed by itself, per second. */
  private double insertRate() {
    pool.query("CREATE TABLE IF NOT EXISTS plain (id text PRIMARY KEY, body text)")
        .executeAndAwait();
    int each = 1_000;
    long start = System.nanoTime();
    List<CompletableFuture<?>> connections = new ArrayList<>();
    for (int connection = 0; connection < INSERTING; connection++) {
      connections.add(inserts(start + "_" + connection + "_", each));
    }
    connections.forEach(CompletableFuture::join);
    return INSERTING * each / ((System.nanoTime() - start) / 1e9);
  }

  private CompletableFuture<?> inserts(String prefix, int left) {
    return left == 0
        ? CompletableFuture.completedFuture(null)
        : pool.preparedQuery("INSERT INTO plain VALUES ($1, $2)")
            .execute(Tuple.of(prefix + left, "x".repeat(200)))
            .subscribeAsCompletionStage()
            .thenCompose(done -> inserts(prefix, left - 1));
  }

  @Test
  void oneOfAHundredDead() {
    List<WebhooksApi> hundred = organizations(100);
    List<WebhooksApi> alive = hundred.subList(0, 99);
    deliver(hundred, 60_000);
    double[] healthy = new double[ROUNDS];
    double[] beside = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      healthy[round] = deliverTo(alive, hundred, 20_000);
    }
    sink.kill("/99");
    for (int round = 0; round < ROUNDS; round++) {
      beside[round] = deliverTo(alive, hundred, 20_000);
    }
    Arrays.sort(healthy);
    Arrays.sort(beside);
    System.out.printf(
        "SHOW to 99 of 100 endpoints: %.0f/s, with the 100th dead %.0f/s: costs %.0f %%%n",
        healthy[ROUNDS / 2],
        beside[ROUNDS / 2],
        100 * (1 - beside[ROUNDS / 2] / healthy[ROUNDS / 2]));
  }

  /** Deliveries per second to those alive, while all are told. */
  private double deliverTo(List<WebhooksApi> alive, List<WebhooksApi> all, int count) {
    List<HttpRequest> batches = load.batches(all, count);
    int before = sink.count();
    int expected = count * alive.size() / all.size();
    long start = System.nanoTime();
    load.tell(batches);
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(PATIENCE)
        .until(() -> sink.count() >= before + expected);
    return expected / ((System.nanoTime() - start) / 1e9);
  }

  @Test
  void amongAMillionStored() {
    List<WebhooksApi> one = organizations(1);
    List<WebhooksApi> twenty = organizations(20);
    deliver(twenty, 60_000);
    latencies(one.get(0), 200);
    long[] before = latencies(one.get(0), 300);
    double rateBefore = deliver(twenty, 20_000);
    storeAMillion(one.get(0).organization().id());
    long[] after = latencies(one.get(0), 300);
    double rateAfter = deliver(twenty, 20_000);
    System.out.printf(
        "SHOW one more among a million: p50 %.1f ms -> %.1f ms (%.2fx), %.0f/s -> %.0f/s (%.2fx)%n",
        before[150] / 1e6,
        after[150] / 1e6,
        (double) after[150] / before[150],
        rateBefore,
        rateAfter,
        rateBefore / rateAfter);
  }

  private void storeAMillion(String organization) {
    backends
        .postgres()
        .execute(
            """
            INSERT INTO webhooks.event (id, stored_at, organization_id, mode, type, key, body)
            SELECT 'evt_' || n, now() - n * interval '70 milliseconds', '%1$s', 'live',
              'call.completed', 'call_' || n, repeat('x', 300)
            FROM generate_series(1, 1000000) n;
            INSERT INTO webhooks.delivery (id, created_at, organization_id, mode, endpoint_id, event_id,
              event_type, status, attempts)
            SELECT 'dlv_' || n, now() - n * interval '70 milliseconds', '%1$s', 'live',
              'whk_' || n %% 1000, 'evt_' || n, 'call.completed', 'succeeded', 1
            FROM generate_series(1, 1000000) n;
            INSERT INTO webhooks.attempt (delivery_id, delivery_created_at, at, url, status,
              duration_millis)
            SELECT 'dlv_' || n, now() - n * interval '70 milliseconds', now(), 'https://example.com',
              200, 10
            FROM generate_series(1, 1000000) n;
            ANALYZE
            """
                .formatted(organization));
  }
}
