package com.jagcall.calls.queue;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.queue.Admitted.Turn;
import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.NumbersDouble;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.ScriptedCarriage;
import com.jagcall.calls.testing.ScriptedCarriage.ScriptedCall;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Never more calls than may be, all of them in the end, and in their order. */
@QuarkusTest
class TurnTest {
  /** Calls that were dialled before others that had waited for longer, when all were there. */
  private static final String OUT_OF_ORDER =
      """
      select count(*) from calls.call earlier join calls.call later
        on earlier.organization_id = later.organization_id and earlier.position < later.position
        and earlier.claimed_at > later.claimed_at
      where earlier.organization_id = '%1$s' and earlier.hold_id <> 'up'
        and later.claimed_at > '%2$s'
      """;

  /** As many calls as may be up, of a replica that lives on. */
  private static final String UP =
      """
      insert into calls.call (id, organization_id, mode, agent_id, direction, to_number, status,
        metadata, replica, claimed_at, max_duration_seconds, hold_id, created_at)
      select 'call_' || md5(random()::text), '%s', 'live', 'agt_0000000000000000', 'outbound',
        '+12125550100', 'ringing', '{}', 'elsewhere', now(), 600, 'up', now()
      from generate_series(1, 10)
      """;

  /** As many as may wait. */
  private static final String WAITING =
      """
      insert into calls.call (id, organization_id, mode, agent_id, direction, to_number, status,
        metadata, max_duration_seconds, hold_id, created_at)
      select 'call_' || md5(random()::text), '%s', 'live', 'agt_0000000000000000', 'outbound',
        '+12125550100', 'queued', '{}', 600, 'waits', now()
      from generate_series(1, 1000)
      """;

  private static final String OVER =
      """
      update calls.call set status = 'failed', ended_at = now(), duration_seconds = 0,
        end_reason = 'carrier_error', error_code = 'carrier_error', cost_micros = 0
      where organization_id = '%s' and ended_at is null
      """;

  Backends backends;
  Peers peers;
  @Inject ScriptedCarriage carriage;
  @Inject CallQueue queue;

  @Test
  void thirtyPostedAtOnce_neverMoreThanTenUp_allDone_inTheirOrder() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    List<ScriptedCall> dialled = new CopyOnWriteArrayList<>();
    carriage.setScript(
        call -> {
          if (call.order().tenant().organizationId().equals(api.organization().id())) {
            dialled.add(call);
          }
        });
    var threads = Executors.newFixedThreadPool(30);
    IntStream.range(0, 30)
        .mapToObj(
            i ->
                CompletableFuture.runAsync(
                    () -> api.dial(NumbersDouble.fresh()).statusCode(201), threads))
        .toList()
        .forEach(CompletableFuture::join);
    threads.shutdown();
    Instant posted = Instant.now();
    for (int done = 0; done < 30; done++) {
      int expected = Math.min(30, done + 10);
      await().atMost(Duration.ofSeconds(20)).until(() -> dialled.size() >= expected);
      assertEquals(expected, dialled.size());
      dialled.get(done).end(EndReason.BUSY);
    }
    await().untilAsserted(() -> api.list("?status=busy").body("pagination.total", equalTo(30)));
    assertEquals(
        0, backends.postgres().count(OUT_OF_ORDER.formatted(api.organization().id(), posted)));
  }

  @Test
  void replicasThatAskAtOnce_admitNoMoreThanMayBe() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    // Nobody answers the bell here: so many are up already.
    backends.postgres().execute(UP.formatted(api.organization().id()));
    for (int i = 0; i < 20; i++) {
      api.dial(NumbersDouble.fresh()).statusCode(201);
    }
    Instant posted = Instant.now();
    Tenant tenant = new Tenant(api.organization().id(), Mode.LIVE);
    Limits limits = new Limits(17, 1_000, 100);
    List<CompletableFuture<List<Turn>>> replicas =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> admitted(tenant, "r" + i, limits)))
            .toList();
    List<Turn> turns = replicas.stream().flatMap(future -> future.join().stream()).toList();
    assertEquals(7, turns.size());
    Set<String> ids = new HashSet<>();
    turns.forEach(turn -> assertTrue(ids.add(turn.order().callId())));
    assertEquals(
        0, backends.postgres().count(OUT_OF_ORDER.formatted(api.organization().id(), posted)));
    backends.postgres().execute(OVER.formatted(api.organization().id()));
  }

  @Test
  void fullQueue_isRefusedForAWhile() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    backends.postgres().execute(UP.formatted(api.organization().id()));
    backends.postgres().execute(WAITING.formatted(api.organization().id()));
    api.dial(NumbersDouble.fresh())
        .statusCode(429)
        .header("Retry-After", matchesPattern("[1-9][0-9]*"))
        .body("error.code", equalTo("rate_limit_exceeded"));
    await()
        .until(
            () ->
                peers.billing().holds(api.organization().id()).stream()
                    .noneMatch(hold -> hold.getString("status").equals("open")));
    backends.postgres().execute(OVER.formatted(api.organization().id()));
  }

  @Test
  void fullSecond_letsTheRestWait() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    backends.postgres().execute(UP.formatted(api.organization().id()));
    for (int i = 0; i < 6; i++) {
      api.dial(NumbersDouble.fresh()).statusCode(201);
    }
    Tenant tenant = new Tenant(api.organization().id(), Mode.LIVE);
    Admitted first = admit(tenant, "r", new Limits(100, 4, 100));
    assertEquals(4, first.calls().size());
    assertEquals(Duration.ofMillis(250), first.again());
    backends.postgres().execute(OVER.formatted(api.organization().id()));
  }

  private List<Turn> admitted(Tenant tenant, String replica, Limits limits) {
    return admit(tenant, replica, limits).calls();
  }

  private Admitted admit(Tenant tenant, String replica, Limits limits) {
    Admitted[] result = new Admitted[1];
    Jobs.run(
        () ->
            queue
                .admit(tenant, replica, limits, Instant.now())
                .invoke(admitted -> result[0] = admitted)
                .replaceWithVoid());
    return result[0];
  }
}
