package com.jagcall.webhooks.delivery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an event becomes on the wire. */
@QuarkusTest
class DeliverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  Backends backends;
  private WebhooksApi api;
  private Receiver receiver;

  @BeforeEach
  void start() {
    api = WebhooksApi.unlimited(backends);
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void event_isPostedAsTheContractHasIt() {
    String endpoint = api.endpoint(receiver.url("/hook?a=b%20c"));
    JsonObject event =
        api.event(
            "call.completed",
            "call_1",
            "agt_4fT9xKp2mNq7Lw3Z",
            new JsonObject()
                .put("call_id", "call_1")
                .put("agent_id", "agt_4fT9xKp2mNq7Lw3Z")
                .put("duration_seconds", 61)
                .put("status", "completed")
                .put("recording_available", false));
    api.tell(event);
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
    Receiver.Request request = receiver.requests().get(0);
    assertEquals(
        "{\"event\":\"call.completed\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"data\":"
            + event.getJsonObject("payload").getJsonObject("data").encode()
            + "}",
        request.body());
    assertEquals("/hook?a=b%20c", request.path());
    assertEquals("application/json", request.headers().get("content-type"));
    assertEquals(event.getString("id"), request.id());
    await()
        .atMost(PATIENCE)
        .until(() -> api.delivery(request.id()).getString("status").equals("succeeded"));
    JsonObject delivery = api.detail(api.delivery(request.id()).getString("id"));
    assertEquals(endpoint, delivery.getString("endpoint_id"));
    assertEquals(request.body(), delivery.getString("body"));
    assertEquals(1, delivery.getJsonArray("attempts").size());
    JsonObject attempt = delivery.getJsonArray("attempts").getJsonObject(0);
    assertEquals(200, attempt.getInteger("status_code"));
    assertEquals("taken", attempt.getString("response"));
    assertEquals(null, attempt.getString("error"));
    assertEquals(receiver.url("/hook?a=b%20c"), attempt.getString("url"));
  }

  private JsonObject told(String key) {
    JsonObject event = api.event("call.completed", key);
    api.tell(event);
    return event;
  }

  private JsonObject attempted(JsonObject event) {
    String id = api.delivery(event.getString("id")).getString("id");
    await().atMost(PATIENCE).until(() -> api.detail(id).getInteger("attempt_count") >= 1);
    return api.detail(id);
  }

  @Test
  void redirect_isNotFollowed() {
    try (Receiver elsewhere = Receiver.start()) {
      receiver.behave(Receiver.status(307, Map.of("Location", elsewhere.url()), ""));
      api.endpoint(receiver.url());
      JsonObject delivery = attempted(told("call_1"));
      assertEquals(
          "the answer was 307; redirects are not followed", delivery.getString("last_error"));
      assertEquals(List.of(), elsewhere.requests());
    }
  }

  @Test
  void gone_disablesTheEndpointAndIsNotTriedAgain() {
    receiver.behave(Receiver.status(410));
    String endpoint = api.endpoint(receiver.url());
    JsonObject delivery = attempted(told("call_1"));
    assertEquals("failed", delivery.getString("status"));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "gone"
                    .equals(
                        api.get(WebhooksApi.ENDPOINTS + "/" + endpoint)
                            .extract()
                            .path("disabled_reason")));
    told("call_2");
    assertEquals(1, api.get(WebhooksApi.DELIVERIES).extract().<Integer>path("pagination.total"));
  }

  @Test
  void silence_isAFailureInTime() {
    receiver.behave(Receiver.silence());
    api.endpoint(receiver.url());
    JsonObject delivery = attempted(told("call_1"));
    assertEquals("there was no answer within 4 s", delivery.getString("last_error"));
    assertEquals("pending", delivery.getString("status"));
  }

  @Test
  void answerThatDoesNotEnd_isASuccessByItsStatus() {
    receiver.behave(
        (exchange, request) -> {
          exchange.sendResponseHeaders(200, 1_000_000);
          exchange.getResponseBody().write("so far".getBytes());
          exchange.getResponseBody().flush();
        });
    api.endpoint(receiver.url());
    JsonObject delivery = attempted(told("call_1"));
    assertEquals("succeeded", delivery.getString("status"));
    assertEquals(
        "so far", delivery.getJsonArray("attempts").getJsonObject(0).getString("response"));
  }

  @Test
  void hugeAnswer_isCutToOneKibibyte() {
    receiver.behave(Receiver.status(200, Map.of(), "x".repeat(1_000_000)));
    api.endpoint(receiver.url());
    JsonObject delivery = attempted(told("call_1"));
    assertEquals("succeeded", delivery.getString("status"));
    assertEquals(
        "x".repeat(1024), delivery.getJsonArray("attempts").getJsonObject(0).getString("response"));
  }

  @Test
  void selfSignedCertificate_isNotTrusted() throws Exception {
    try (PlainTlsServer server = PlainTlsServer.start()) {
      api.endpoint("https://127.0.0.1:" + server.port() + "/hook");
      JsonObject delivery = attempted(told("call_1"));
      assertEquals(
          "the TLS certificate is not valid for this host", delivery.getString("last_error"));
    }
  }

  @Test
  void noListener_isSaidSo() {
    String url = receiver.url();
    receiver.close();
    api.endpoint(url);
    assertEquals("the connection was refused", attempted(told("k")).getString("last_error"));
  }

  @Test
  void firstAttemptsOfAKey_areMadeInOrderEvenIfTheyFail() {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    receiver.behave(
        (exchange, request) ->
            Receiver.status(failed.add(request.id()) ? 500 : 200).answer(exchange, request));
    api.endpoint(receiver.url());
    for (int round = 0; round < 5; round++) {
      JsonObject[] events = new JsonObject[20];
      for (int i = 0; i < events.length; i++) {
        events[i] =
            api.event(
                "call.completed",
                "call_" + i % 4,
                null,
                new JsonObject().put("key", i % 4).put("n", round * 5 + i / 4));
      }
      api.tell(events);
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              backends
                  .postgres()
                  .execute(
                      "UPDATE webhooks.lane SET open_until = NULL, failures = 0, due_at = now(),"
                          + " revision = revision + 1");
              return firsts().size() == 100;
            });
    Map<Integer, List<Integer>> byKey = new HashMap<>();
    for (JsonObject data : firsts()) {
      byKey
          .computeIfAbsent(data.getInteger("key"), k -> new ArrayList<>())
          .add(data.getInteger("n"));
    }
    byKey.forEach((key, numbers) -> assertEquals(numbers.stream().sorted().toList(), numbers));
  }

  /** The data of each event when it first came. */
  private List<JsonObject> firsts() {
    Map<String, JsonObject> firsts = new LinkedHashMap<>();
    receiver.requests().forEach(r -> firsts.putIfAbsent(r.id(), r.json().getJsonObject("data")));
    return List.copyOf(firsts.values());
  }

  @Test
  void deadEndpoint_delaysNoOther() {
    try (Receiver dead = Receiver.start()) {
      dead.behave(Receiver.silence());
      api.endpoint(dead.url());
      WebhooksApi others = WebhooksApi.unlimited(backends);
      others.endpoint(receiver.url());
      JsonObject[] forDead = new JsonObject[100];
      Arrays.setAll(forDead, i -> api.event("call.completed", "call_" + i));
      api.tell(forDead);
      long start = System.nanoTime();
      others.tell(others.event("call.completed", "call_1"));
      await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(4).toNanos());
      assertTrue(dead.requests().size() <= 8);
    }
  }

  @Test
  void eventToldTwice_isDeliveredOnce() {
    api.endpoint(receiver.url());
    JsonObject event = api.event("call.completed", "call_1");
    JsonObject other = api.event("call.completed", "call_1");
    api.tell(event, event);
    api.tell(event, other);
    await().atMost(PATIENCE).until(() -> receiver.requests().size() >= 2);
    assertEquals(
        List.of(event.getString("id"), other.getString("id")),
        receiver.requests().stream().map(Receiver.Request::id).toList());
  }
}
