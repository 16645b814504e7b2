package com.jagcall.calls.call;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call from its order to its bill, as its customer sees it. */
@QuarkusTest
class LifeOfACallTest {
  Backends backends;
  Peers peers;
  @Inject ScriptedCarriage carriage;
  private CallsApi api;
  private String to;

  @BeforeEach
  void newOrganization() {
    api = CallsApi.unlimited(backends, peers);
    to = NumbersDouble.fresh();
    carriage.setScript(call -> {});
  }

  @Test
  void calledAndAnswered_isCharged_andEverybodyIsTold() {
    String id = api.call(to);
    ScriptedCall call = carriage.call(to);
    assertEquals("queued", api.status(id));
    call.ring();
    api.await(id, "ringing");
    Instant answered = call.answer(Duration.ofSeconds(3));
    api.await(id, "in_progress");
    call.say(new Segment(Speaker.AGENT, "Hello.", 100, 900, null));
    call.end(EndReason.REMOTE_HANGUP, answered.plusMillis(2_300));
    api.await(id, "completed")
        .body("duration_seconds", equalTo(3))
        .body("end_reason", equalTo("remote_hangup"))
        .body("error_code", nullValue())
        .body("answered_at", matchesPattern(".*Z"));
    await().untilAsserted(() -> api.get(id).body("cost", equalTo("0.0009")));
    String hold = peers.billing().hold(api.organization().id(), id).getString("hold_id");
    await().until(() -> !peers.billing().events(api.organization().id(), "hold.capture").isEmpty());
    assertEquals(
        new JsonObject()
            .put("hold_id", hold)
            .put("operation_id", "end")
            .put("quantity", 3)
            .put("final", true),
        peers.billing().events(api.organization().id(), "hold.capture").get(0));
    api.transcript(id)
        .statusCode(200)
        .body("status", equalTo("ready"))
        .body("agent_id", equalTo(api.agent()))
        .body("segments.text", equalTo(List.of("Hello.")))
        .body("segments.start_ms", equalTo(List.of(100)));
    assertEquals(
        List.of("call.ringing", "call.started", "call.completed", "call.transcript.ready"),
        eventsAbout(id));
    JsonObject completed = event("call.completed", id);
    assertEquals(
        new JsonObject()
            .put("call_id", id)
            .put("agent_id", api.agent())
            .put("duration_seconds", 3)
            .put("status", "completed")
            .put("recording_available", false),
        completed);
    assertEquals(
        new JsonObject()
            .put("call_id", id)
            .put("agent_id", api.agent())
            .put("direction", "outbound")
            .put("from", api.from())
            .put("to", to),
        event("call.started", id));
    assertEquals(
        "http://localhost:8080/v1/calls/" + id + "/transcript",
        event("call.transcript.ready", id).getString("transcript_url"));
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, busy, busy",
    "NO_ANSWER, no_answer, no_answer",
    "REJECTED, failed, rejected",
    "INVALID_NUMBER, failed, invalid_number",
    "CARRIER_ERROR, failed, carrier_error",
    "INCOMPATIBLE_MEDIA, failed, incompatible_media"
  })
  void notAnswered_costsNothing(EndReason reason, String status, String code) {
    String id = api.call(to);
    carriage.call(to).end(reason);
    api.await(id, status)
        .body("error_code", equalTo(code))
        .body("end_reason", equalTo(code))
        .body("answered_at", nullValue())
        .body("duration_seconds", equalTo(0))
        .body("cost", equalTo("0.0000"));
    await().until(() -> eventsAbout(id).contains("call.failed"));
    assertEquals(code, event("call.failed", id).getString("error_code"));
    String hold = peers.billing().hold(api.organization().id(), id).getString("hold_id");
    await()
        .until(() -> peers.billing().events(api.organization().id(), "hold.release").size() == 1);
    assertEquals(List.of(), peers.billing().events(api.organization().id(), "hold.capture"));
  }

  @Test
  void ringsTooLong_isNoAnswer() {
    String id = api.call(to);
    carriage.call(to).ring();
    api.await(id, "no_answer").body("error_code", equalTo("no_answer"));
    assertEquals(EndReason.NO_ANSWER, carriage.call(to).asked());
  }

  @Test
  void hungUpByApi_whileRinging_isCanceled() {
    String id = api.call(to);
    carriage.call(to).ring();
    api.await(id, "ringing");
    api.hangUp(id).statusCode(200);
    api.await(id, "canceled").body("end_reason", equalTo("api_hangup"));
  }

  @Test
  void hungUpByApi_whenAnswered_isCompleted_andAgainChangesNothing() {
    String id = api.call(to);
    carriage.call(to).answer(Duration.ZERO);
    api.await(id, "in_progress");
    api.hangUp(id).statusCode(200);
    api.await(id, "completed").body("end_reason", equalTo("api_hangup"));
    Object over = api.get(id).extract().path("ended_at");
    api.hangUp(id).statusCode(200).body("ended_at", equalTo(over));
  }

  @Test
  void otherSideThatDoesNotLetGo_isLetGo() {
    String id = api.call(to);
    ScriptedCall call = carriage.call(to);
    call.setDeaf();
    call.answer(Duration.ZERO);
    api.await(id, "in_progress");
    api.hangUp(id);
    api.await(id, "completed").body("end_reason", equalTo("api_hangup"));
    // What it says later counts no more.
    call.end(EndReason.REMOTE_HANGUP, Instant.now().plusSeconds(100));
    api.get(id).body("end_reason", equalTo("api_hangup"));
  }

  @Test
  void callThatLasts_isExtended_untilTheMoneyIsGone() {
    // 4 s are held for each period of 4 s, and more is not there than for two.
    peers.billing().setBalance(api.organization().id(), "0.0025");
    String id = api.call(to);
    ScriptedCall call = carriage.call(to);
    call.answer(Duration.ZERO);
    api.await(id, "completed").body("end_reason", equalTo("insufficient_balance"));
    assertEquals(EndReason.INSUFFICIENT_BALANCE, call.concluded());
    assertEquals(1, peers.billing().hold(api.organization().id(), id).getInteger("extensions"));
    int seconds = api.get(id).extract().path("duration_seconds");
    assertEquals(8, seconds, 1);
  }

  @Test
  void signalsThatComeTwiceAndLate_changeNothing() {
    String id = api.call(to);
    ScriptedCall call = carriage.call(to);
    Instant first = call.answer(Duration.ofSeconds(5));
    call.answer(Duration.ZERO);
    call.ring();
    call.end(EndReason.REMOTE_HANGUP, first.plusSeconds(2));
    call.end(EndReason.CARRIER_ERROR);
    api.await(id, "completed")
        .body("duration_seconds", equalTo(2))
        .body("end_reason", equalTo("remote_hangup"));
  }

  private List<String> eventsAbout(String id) {
    return backends.receiver("webhooks-service").events().stream()
        .filter(event -> id.equals(event.getString("key")))
        .map(event -> event.getString("type"))
        .toList();
  }

  private JsonObject event(String type, String id) {
    return backends.receiver("webhooks-service").payloads(type).stream()
        .map(payload -> payload.getJsonObject("data"))
        .filter(data -> data.getString("call_id").equals(id))
        .findFirst()
        .orElseThrow();
  }
}
