package com.jagcall.webhooks.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Clock;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole schedule and what days of failure lead to, without waiting for days. */
@QuarkusTest
class VirtualTimeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the machine may take beside what is planned. */
  private static final Duration SLACK = Duration.ofSeconds(20);

  private static final List<Duration> CONTRACT =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  Backends backends;
  private WebhooksApi api;
  private Receiver receiver;
  private Clock clock;

  @BeforeEach
  void start() {
    api = WebhooksApi.unlimited(backends);
    receiver = Receiver.start();
    clock = new Clock(backends.postgres());
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private String told() {
    JsonObject event = api.event("call.completed", "call_1");
    api.tell(event);
    return api.delivery(event.getString("id")).getString("id");
  }

  private JsonObject attempted(String delivery, int attempts) {
    await()
        .atMost(PATIENCE)
        .until(() -> api.detail(delivery).getInteger("attempt_count") == attempts);
    return api.detail(delivery);
  }

  @Test
  void failingDelivery_isTriedTenTimesOnScheduleWithTheSameBytes() {
    receiver.behave(Receiver.status(500, Map.of(), "no\u0000\u001b[31m room"));
    String endpoint = api.endpoint(receiver.url());
    String delivery = told();
    for (int attempt = 1; attempt <= CONTRACT.size(); attempt++) {
      JsonObject state = attempted(delivery, attempt);
      assertEquals("pending", state.getString("status"));
      assertPlanned(state, CONTRACT.get(attempt - 1));
      clock.passFor(endpoint);
    }
    JsonObject last = attempted(delivery, 10);
    assertEquals("failed", last.getString("status"));
    assertNull(last.getString("next_attempt_at"));
    assertEquals("the answer was 500", last.getString("last_error"));
    JsonArray attempts = last.getJsonArray("attempts");
    assertEquals(10, attempts.size());
    assertEquals("no\uFFFD\uFFFD[31m room", attempts.getJsonObject(9).getString("response"));
    assertEquals(1, receiver.requests().stream().map(r -> r.id() + r.body()).distinct().count());
  }

  private static void assertPlanned(JsonObject delivery, Duration planned) {
    Duration pause =
        Duration.between(
            Instant.parse(delivery.getString("last_attempt_at")),
            Instant.parse(delivery.getString("next_attempt_at")));
    assertTrue(
        pause.toMillis() >= planned.toMillis() * 0.9
            && pause.toMillis() <= planned.toMillis() * 1.1 + SLACK.toMillis(),
        pause + " instead of " + planned);
  }

  @Test
  void retryAfter_isHonouredUpToADay() {
    receiver.behave(Receiver.status(503, Map.of("Retry-After", "7200"), ""));
    String endpoint = api.endpoint(receiver.url());
    String delivery = told();
    JsonObject first = attempted(delivery, 1);
    Duration pause =
        Duration.between(
            Instant.parse(first.getString("last_attempt_at")),
            Instant.parse(first.getString("next_attempt_at")));
    assertTrue(pause.compareTo(Duration.ofHours(2)) >= 0, pause::toString);
    assertTrue(pause.compareTo(Duration.ofHours(2).plus(SLACK)) < 0, pause::toString);
    receiver.behave(Receiver.status(429, Map.of("Retry-After", "99999999"), ""));
    clock.passFor(endpoint);
    JsonObject second = attempted(delivery, 2);
    pause =
        Duration.between(
            Instant.parse(second.getString("last_attempt_at")),
            Instant.parse(second.getString("next_attempt_at")));
    assertTrue(pause.compareTo(Duration.ofDays(1).plus(SLACK)) < 0, pause::toString);
  }

  @Test
  void daysOfNothingButFailure_disableTheEndpointAndTheOthersAreTold() {
    try (Receiver other = Receiver.start()) {
      String healthy = api.endpoint(other.url(), "webhook.endpoint_disabled");
      receiver.behave(Receiver.status(500));
      String failing = api.endpoint(receiver.url());
      String delivery = told();
      attempted(delivery, 1);
      clock.failingSince(failing, 6);
      clock.passFor(failing);
      await()
          .atMost(PATIENCE)
          .until(() -> endpoint(failing).getString("status").equals("disabled"));
      assertEquals("failing", endpoint(failing).getString("disabled_reason"));
      assertEquals("enabled", endpoint(healthy).getString("status"));
      await().atMost(PATIENCE).until(() -> other.requests().size() == 1);
      JsonObject told = other.requests().get(0).json();
      assertEquals("webhook.endpoint_disabled", told.getString("event"));
      assertEquals(failing, told.getJsonObject("data").getString("endpoint_id"));

      // What was under way waits, and is sent when its owner has enabled the endpoint again.
      assertEquals("pending", api.detail(delivery).getString("status"));
      receiver.behave(Receiver.status(200));
      api.patch(failing, new JsonObject().put("status", "enabled")).statusCode(200);
      clock.passFor(failing);
      await()
          .atMost(PATIENCE)
          .until(() -> api.detail(delivery).getString("status").equals("succeeded"));
    }
  }

  private JsonObject endpoint(String id) {
    return new JsonObject(api.get(WebhooksApi.ENDPOINTS + "/" + id).extract().asString());
  }

  @Test
  void failuresInARow_leaveTheEndpointAloneAndItsOwnerIsToldOnce() {
    try (Receiver other = Receiver.start()) {
      api.endpoint(other.url(), "webhook.endpoint_failing");
      receiver.behave(Receiver.hangUp());
      String failing = api.endpoint(receiver.url(), "call.completed");
      JsonObject[] events =
          java.util.stream.IntStream.range(0, 20)
              .mapToObj(i -> api.event("call.completed", "call_" + i))
              .toArray(JsonObject[]::new);
      api.tell(events);
      await().atMost(PATIENCE).until(() -> receiver.requests().size() >= Breaker.OPENS_AT);
      await().atMost(PATIENCE).until(() -> other.requests().size() == 1);
      JsonObject data = other.requests().get(0).json().getJsonObject("data");
      assertEquals(failing, data.getString("endpoint_id"));
      assertEquals("the connection was closed before an answer", data.getString("error"));
      assertEquals("127.0.0.1", data.getString("host"));
      int sent = receiver.requests().size();
      assertTrue(sent < Breaker.OPENS_AT + 8, sent + " although it only failed");
      clock.passFor(failing);
      await().atMost(PATIENCE).until(() -> receiver.requests().size() > sent);
      receiver.behave(Receiver.status(200));
      clock.passFor(failing);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                clock.passFor(failing);
                return receiver.requests().stream().map(Receiver.Request::id).distinct().count()
                    == 20;
              });
      assertEquals(1, other.requests().size());
    }
  }
}
