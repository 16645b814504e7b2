package com.jagcall.webhooks.delivery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
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
}
