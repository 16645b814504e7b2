package com.jagcall.calls.live;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.NumbersDouble;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.ScriptedCarriage;
import com.jagcall.calls.testing.ScriptedCarriage.ScriptedCall;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that is followed while it happens. */
@QuarkusTest
class CallEventsTest {
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

  /** The lines of a stream, as they come, until it ends. */
  private record Followed(List<String> lines, CompletableFuture<Void> end) {}

  private Followed follow(String id, String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:" + RestAssured.port + CallsApi.PATH + "/" + id + "/events"))
            .header("Authorization", "Bearer " + api.key().text())
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    List<String> lines = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> end =
        HttpClient.newHttpClient()
            .sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
            .thenAcceptAsync(answer -> collect(answer, lines));
    return new Followed(lines, end);
  }

  private static void collect(HttpResponse<Stream<String>> answer, List<String> lines) {
    assertEquals(200, answer.statusCode());
    assertTrue(
        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
    answer.body().forEach(lines::add);
  }

  private static List<String> values(Followed stream, String field) {
    return stream.lines().stream()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .toList();
  }

  @Test
  void everythingIsSeen_asItHappens_andTheStreamEndsWithTheCall() {
    String id = api.call(to);
    Followed stream = follow(id, null);
    await().until(() -> values(stream, "data").size() == 1);
    ScriptedCall call = carriage.call(to);
    call.ring();
    call.answer(Duration.ZERO);
    await().until(() -> values(stream, "data").size() == 3);
    call.say(new Segment(Speaker.CALLER, "Hello.", 100, 900, 0.93));
    await().until(() -> values(stream, "data").size() == 4);
    call.end(EndReason.REMOTE_HANGUP);
    await().until(() -> stream.end().isDone());
    stream.end().join();
    assertEquals(List.of("1", "2", "3", "4", "5"), values(stream, "id"));
    assertEquals(
        List.of("status", "status", "status", "transcript", "status"), values(stream, "event"));
    JsonObject first = new JsonObject(values(stream, "data").get(0));
    assertEquals(id, first.getString("call_id"));
    assertEquals("queued", first.getString("status"));
    JsonObject said = new JsonObject(values(stream, "data").get(3));
    assertEquals(
        new JsonObject()
            .put("kind", "speech")
            .put("speaker", "caller")
            .put("text", "Hello.")
            .put("start_ms", 100)
            .put("end_ms", 900)
            .put("confidence", 0.93),
        said);
    JsonObject last = new JsonObject(values(stream, "data").get(4));
    assertEquals("completed", last.getString("status"));
    assertEquals("remote_hangup", last.getString("cause"));
  }

  @Test
  void whoLostTheConnection_goesOnBehindTheLastEvent() {
    String id = api.call(to);
    carriage.call(to).ring();
    api.await(id, "ringing");
    carriage.call(to).end(EndReason.BUSY);
    api.await(id, "busy");
    Followed stream = follow(id, "1");
    stream.end().join();
    assertEquals(List.of("2", "3"), values(stream, "id"));
    Followed nothing = follow(id, "2");
    nothing.end().join();
    assertEquals(List.of("3"), values(nothing, "id"));
  }

  @Test
  void lastEventIdThatIsNone_returns400() {
    String id = api.call(to);
    api.request()
        .header("Last-Event-ID", "x")
        .get(CallsApi.PATH + "/" + id + "/events")
        .then()
        .statusCode(400)
        .body("error.code", equalTo("invalid_parameter"));
    carriage.call(to).end(EndReason.BUSY);
  }
}
