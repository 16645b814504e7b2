package com.jagcall.calls.carriage;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.HostileTraffic;
import com.jagcall.calls.testing.OddTelephones;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.TelephoneHabit;
import com.jagcall.common.testing.Backends;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can go wrong on a real line, and what its customer reads of it and pays for it. */
@QuarkusTest
class FailureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final BigDecimal SECOND = new BigDecimal("0.0003");
  private static final AtomicInteger NEXT = new AtomicInteger(10_000);
  private static final String CALLS = "select count(*) from calls.call";

  Backends backends;
  Peers peers;
  @Inject MeterRegistry metrics;
  private OddTelephones telephones;
  private CallsApi api;
  private String to;

  @BeforeEach
  void newTelephone() {
    telephones = new OddTelephones(peers.carrierPort(), peers.secondPort());
    api = CallsApi.unlimited(backends, peers);
    to = Peers.TWO_TRUNKS + "5" + NEXT.getAndIncrement();
  }

  @AfterEach
  void noMoreTelephones() {
    telephones.close();
  }

  /** The customer hangs up in the status that is named in the second column. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # telephone         | hung up     | status    | end_reason     | error_code     | seconds paid
          BUSY                | -           | busy      | busy           | busy           | 0 | 0
          DECLINES            | -           | failed    | rejected       | rejected       | 0 | 0
          UNKNOWN             | -           | failed    | invalid_number | invalid_number | 0 | 0
          RINGS               | -           | no_answer | no_answer      | no_answer      | 0 | 0
          RINGS               | ringing     | canceled  | api_hangup     | -              | 0 | 0
          OVERLOADED          | -           | failed    | carrier_error  | carrier_error  | 0 | 0
          OVERLOADED_AT_FIRST | -           | completed | remote_hangup  | -              | 2 | 9
          NEVER_CONTENT       | -           | failed    | carrier_error  | carrier_error  | 0 | 0
          SOUNDLESS           | -           | failed    | media_timeout  | media_timeout  | 3 | 12
          FALLS_SILENT        | -           | failed    | media_timeout  | media_timeout  | 3 | 12
          DEAF                | in_progress | completed | api_hangup     | -              | 1 | 9
          REPEATS             | -           | completed | remote_hangup  | -              | 2 | 9
          ANSWERS_LATE        | ringing     | canceled  | api_hangup     | -              | 0 | 0
          TALKS               | -           | completed | remote_hangup  | -              | 2 | 9
          """)
  void call_endsAsItsTelephoneLetsIt_andIsPaidForWhatWasHeard(
      TelephoneHabit habit,
      String hungUp,
      String status,
      String endReason,
      String errorCode,
      int least,
      int most) {
    telephones.set(to, habit);
    String id = api.call(to);
    if (hungUp != null) {
      api.await(id, hungUp);
      api.hangUp(id).statusCode(200);
    }
    api.await(id, status)
        .body("end_reason", equalTo(endReason))
        .body("error_code", equalTo(errorCode));
    int seconds = api.get(id).extract().path("duration_seconds");
    assertTrue(seconds >= least && seconds <= most, seconds + " s");
    assertPaid(id, seconds);
  }

  /** Once, to the second; or released, once. */
  private void assertPaid(String id, int seconds) {
    String cost = SECOND.multiply(BigDecimal.valueOf(seconds)).setScale(4).toPlainString();
    await().atMost(PATIENCE).untilAsserted(() -> api.get(id).body("cost", equalTo(cost)));
    String hold = peers.billing().hold(api.organization().id(), id).getString("hold_id");
    String type = seconds > 0 ? "hold.capture" : "hold.release";
    await().atMost(PATIENCE).until(() -> !peers.billing().events(type, hold).isEmpty());
    List<JsonObject> captures = peers.billing().events("hold.capture", hold);
    List<JsonObject> releases = peers.billing().events("hold.release", hold);
    assertEquals(1, captures.size() + releases.size(), captures + " " + releases);
    if (seconds > 0) {
      assertEquals(seconds, captures.get(0).getInteger("quantity"));
    }
  }

  @Test
  void trunkThatIsOverloaded_isLeftForTheSecond() {
    telephones.set(to, TelephoneHabit.OVERLOADED_AT_FIRST);
    api.await(api.call(to), "completed");
    assertEquals(List.of(peers.carrierPort(), peers.secondPort()), telephones.called(to));
  }

  @Test
  void wrongPassword_isTriedOnce() {
    telephones.set(to, TelephoneHabit.NEVER_CONTENT);
    api.await(api.call(to), "failed");
    // Without a challenge, and with an answer to it.
    assertEquals(List.of("INVITE", "ACK", "INVITE", "ACK"), telephones.heard(to));
  }

  @Test
  void telephoneThatAnswersLate_isHungUpOn() {
    telephones.set(to, TelephoneHabit.ANSWERS_LATE);
    String id = api.call(to);
    api.await(id, "ringing");
    api.hangUp(id);
    await()
        .atMost(PATIENCE)
        .until(
            () -> telephones.heard(to),
            heard -> heard.containsAll(List.of("CANCEL", "ACK", "BYE")));
  }

  /**
   * A call goes its way meanwhile, nothing of it is stored, and the next call is made as before.
   */
  @ParameterizedTest
  @EnumSource
  void hostileTraffic_harmsNobody(HostileTraffic kind) throws Exception {
    telephones.set(to, TelephoneHabit.TALKS);
    long before = backends.postgres().count(CALLS);
    double dropped = metrics.get("jagcall.sip.dropped").functionCounter().count();
    int sent;
    String id;
    try (HostileTraffic.Source source = kind.at(peers.sipPort())) {
      id = api.call(to);
      api.await(id, "completed").body("end_reason", equalTo("remote_hangup"));
      sent = source.sent();
    }
    System.out.println(kind + ": " + sent + " packets");
    assertTrue(sent > 40, sent + " packets");
    assertPaid(id, api.get(id).extract().path("duration_seconds"));
    api.await(api.call(to), "completed");
    assertEquals(before + 2, backends.postgres().count(CALLS));
    if (kind == HostileTraffic.STRANGERS_INVITES) {
      double now = metrics.get("jagcall.sip.dropped").functionCounter().count();
      assertTrue(now - dropped > 100, dropped + " to " + now);
    }
  }
}
