package com.jagcall.calls.recovery;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import com.jagcall.calls.switchboard.Switchboard;
import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.NumbersDouble;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.ScriptedCarriage;
import com.jagcall.calls.testing.ScriptedCarriage.ScriptedCall;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls when whoever carries them is no more. */
@QuarkusTest
class RecoveryTest {
  /** A replica that has not beaten for four seconds. */
  private static final String DIE =
      """
      insert into calls.replica (id, beat_at) values ('%1$s', now() - interval '4 seconds');
      update calls.call set replica = '%1$s' where id = '%2$s'
      """;

  private static final String FIFTY =
      """
      insert into calls.replica (id, beat_at) values ('%2$s', now() - interval '4 seconds');
      insert into calls.call (id, organization_id, mode, agent_id, direction, to_number, status,
        metadata, replica, claimed_at, max_duration_seconds, hold_id, created_at, answered_at)
      select 'call_' || md5(random()::text), '%1$s', 'live', 'agt_0000000000000000', 'outbound',
        '+12125550100', 'in_progress', '{}', '%2$s', now() - interval '20 seconds', 600,
        'cho_' || md5(random()::text), now() - interval '30 seconds', now() - interval '14.5 seconds'
      from generate_series(1, 50)
      """;

  Backends backends;
  Peers peers;
  @Inject ScriptedCarriage carriage;
  @Inject Switchboard switchboard;
  private CallsApi api;
  private String to;

  @BeforeEach
  void newOrganization() {
    api = CallsApi.unlimited(backends, peers);
    to = NumbersDouble.fresh();
    carriage.setScript(call -> {});
  }

  @Test
  void callOfADeadReplica_ends_settledToTheLastSecondThatWasSeen() {
    String id = api.call(to);
    ScriptedCall call = carriage.call(to);
    call.answer(Duration.ofMillis(10_500));
    api.await(id, "in_progress");
    backends.postgres().execute(DIE.formatted("dead_" + id, id));
    api.await(id, "failed")
        .body("end_reason", equalTo("service_restart"))
        .body("error_code", equalTo("service_restart"));
    int seconds = api.get(id).extract().path("duration_seconds");
    assertTrue(seconds >= 6 && seconds <= 9, seconds + " s");
    String hold = peers.billing().hold(api.organization().id(), id).getString("hold_id");
    await()
        .until(() -> peers.billing().events(api.organization().id(), "hold.capture").size() == 1);
    JsonObject capture = peers.billing().events(api.organization().id(), "hold.capture").get(0);
    assertEquals(seconds, capture.getInteger("quantity"));
    // Whoever was only asleep learns of it with its next step.
    call.say(new Segment(Speaker.AGENT, "Hello?", 0, 1, null));
    await().until(() -> call.asked() == EndReason.SERVICE_RESTART);
    api.transcript(id).body("segments", equalTo(List.of()));
  }

  @Test
  void fiftyCallsOfADeadReplica_allEnd() {
    String organization = api.organization().id();
    backends.postgres().execute(FIFTY.formatted(organization, "dead_" + organization));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> api.list("?status=failed").body("pagination.total", equalTo(50)));
    List<Integer> seconds = api.list("?per_page=100").extract().path("data.duration_seconds");
    assertTrue(seconds.stream().allMatch(s -> s == 10 || s == 11), seconds.toString());
  }

  @Test
  void replicaThatWasThoughtDead_letsItsCallsGo_andBeginsAnew() {
    String id = api.call(to);
    ScriptedCall call = carriage.call(to);
    call.answer(Duration.ZERO);
    api.await(id, "in_progress");
    String before = switchboard.replica();
    backends.postgres().execute("update calls.replica set lost = true where id = '" + before + "'");
    await().until(() -> call.asked() == EndReason.SERVICE_RESTART);
    api.await(id, "failed").body("end_reason", equalTo("service_restart"));
    await().until(switchboard::takesCalls);
    assertNotEquals(before, switchboard.replica());
    String next = NumbersDouble.fresh();
    api.call(next);
    carriage.call(next).end(EndReason.BUSY);
  }

  @Test
  void hangupThatWasNotHeard_isFoundWithTheNextBeat() {
    String id = api.call(to);
    ScriptedCall call = carriage.call(to);
    backends
        .postgres()
        .execute("update calls.call set hangup_requested_at = now() where id = '" + id + "'");
    await().until(() -> call.asked() == EndReason.API_HANGUP);
    api.await(id, "canceled");
  }
}
