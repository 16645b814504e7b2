package com.jagcall.calls.summary;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.NumbersDouble;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.ScriptedCarriage;
import com.jagcall.calls.testing.ScriptedCarriage.ScriptedCall;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of calls when they are over, as their customer sees it. */
@QuarkusTest
class SummaryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  Backends backends;
  Peers peers;
  @Inject ScriptedCarriage carriage;
  @Inject SummaryWork work;
  @Inject Summaries summaries;
  private CallsApi api;
  private String words;

  @BeforeEach
  void newOrganization() {
    api = CallsApi.unlimited(backends, peers);
    words = "I am " + NumbersDouble.fresh();
    carriage.setScript(call -> {});
  }

  @AfterEach
  void modelIsBack() {
    peers.model().reset();
  }

  @Test
  void callThatIsOver_isSummedUp_andItsOwnerIsTold() {
    String agent =
        peers
            .agents()
            .agent(
                api.organization().id(),
                "live",
                new JsonObject()
                    .put("phone_number", api.from())
                    .put("extraction_schema", new JsonObject().put("type", "object")));
    peers
        .model()
        .setAnswer(
            question ->
                question.encode().contains("JSON Schema") ? "{\"day\":\"Monday\"}" : "Booked.");
    String to = NumbersDouble.fresh();
    String id =
        api.post(new JsonObject().put("agent_id", agent).put("to", to).encode())
            .statusCode(201)
            .extract()
            .path("id");
    ScriptedCall call = carriage.call(to);
    call.answer(Duration.ZERO);
    call.say(new Segment(Speaker.CALLER, words, 0, 900, 0.9));
    api.await(id, "in_progress");
    api.transcript(id).body("summary_status", equalTo("pending")).body("summary", nullValue());
    call.end(EndReason.REMOTE_HANGUP);
    api.await(id, "completed");

    summedUp(id, "ready")
        .body("summary", equalTo("Booked."))
        .body("summary_source", equalTo("model"))
        .body("extracted", equalTo(Map.of("day", "Monday")))
        .body("extraction_error", nullValue());
    assertEquals(2, peers.model().questions(words).size());
    await().atMost(PATIENCE).until(() -> told(id) != null);
    assertEquals(
        new JsonObject()
            .put("call_id", id)
            .put("agent_id", agent)
            .put("status", "ready")
            .put("transcript_url", "http://localhost:8080/v1/calls/" + id + "/transcript"),
        told(id));
  }

  @Test
  void modelThatIsAway_isAskedThreeTimes() {
    peers.model().setAnswer(question -> null);
    String id = over();
    summedUp(id, "failed").body("summary", nullValue()).body("extraction_error", nullValue());
    assertEquals(3, peers.model().questions(words).size());
  }

  @Test
  void whoDiesOverATask_leavesItToTheOthers_andCannotFinishItLater() {
    String id = over();
    AtomicReference<Task> lost = new AtomicReference<>();
    // Takes everything that is due, and is never heard of again.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Jobs.run(
                  () ->
                      summaries
                          .claim(100, Duration.ofMillis(1))
                          .invoke(
                              tasks ->
                                  tasks.stream()
                                      .filter(task -> task.callId().equals(id))
                                      .forEach(lost::set))
                          .replaceWithVoid());
              return lost.get() != null;
            });
    summedUp(id, "ready").body("summary", equalTo("Somebody called."));
    Jobs.run(
        () ->
            io.quarkus.hibernate.reactive.panache.Panache.withTransaction(
                    () -> summaries.finish(lost.get(), CallSummary.none()))
                .invoke(isOurs -> assertEquals(false, isOurs))
                .replaceWithVoid());
    api.transcript(id).body("summary", equalTo("Somebody called."));
  }

  @Test
  void callThatWasNotAnswered_hasNone_andOthersSeeNothing() {
    String to = NumbersDouble.fresh();
    String id = api.call(to);
    carriage.call(to).end(EndReason.BUSY);
    api.await(id, "busy");
    api.transcript(id).body("summary_status", equalTo("none")).body("summary", nullValue());
    CallsApi.unlimited(backends, peers).transcript(id).statusCode(404);
  }

  private String over() {
    String to = NumbersDouble.fresh();
    String id = api.call(to);
    ScriptedCall call = carriage.call(to);
    call.answer(Duration.ZERO);
    call.say(new Segment(Speaker.CALLER, words, 0, 900, 0.9));
    call.end(EndReason.REMOTE_HANGUP);
    api.await(id, "completed");
    return id;
  }

  private ValidatableResponse summedUp(String id, String status) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Jobs.run(work::look);
              return api.transcript(id).extract().path("summary_status").equals(status);
            });
    return api.transcript(id);
  }

  private JsonObject told(String id) {
    return backends.receiver("webhooks-service").payloads("call.summary.ready").stream()
        .map(payload -> payload.getJsonObject("data"))
        .filter(data -> data.getString("call_id").equals(id))
        .findFirst()
        .orElse(null);
  }
}
