package com.jagcall.webhooks.delivery;

import static com.jagcall.webhooks.testing.WebhooksApi.DELIVERIES;
import static com.jagcall.webhooks.testing.WebhooksApi.ENDPOINTS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One delivery, or all that failed. */
@QuarkusTest
class ReplayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  Backends backends;
  private WebhooksApi api;
  private Receiver receiver;
  private String endpoint;

  @BeforeEach
  void start() {
    api = WebhooksApi.unlimited(backends);
    receiver = Receiver.start();
    endpoint = api.endpoint(receiver.url());
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private JsonObject told(String status) {
    JsonObject event = api.event("call.completed", "call_1");
    api.tell(event);
    String id = event.getString("id");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                api.delivery(id).getString("status").equals(status)
                    && api.delivery(id).getInteger("attempt_count") > 0);
    return api.delivery(id);
  }

  private static String replay(JsonObject delivery) {
    return DELIVERIES + "/" + delivery.getString("id") + "/replay";
  }

  @Test
  void succeeded_isSentAgainWithTheSameIdAndBytes() {
    JsonObject delivery = told("succeeded");
    api.post(replay(delivery))
        .statusCode(202)
        .body("status", equalTo("pending"))
        .body("id", equalTo(delivery.getString("id")));
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == 2);
    assertEquals(receiver.requests().get(0).id(), receiver.requests().get(1).id());
    assertEquals(receiver.requests().get(0).body(), receiver.requests().get(1).body());
    await()
        .atMost(PATIENCE)
        .until(() -> api.detail(delivery.getString("id")).getInteger("attempt_count") == 2);
  }

  @Test
  void pending_isSentAtOnce() {
    receiver.behave(Receiver.status(500));
    JsonObject delivery = told("pending");
    receiver.behave(Receiver.status(200));
    api.post(replay(delivery)).statusCode(202);
    await()
        .atMost(PATIENCE)
        .until(() -> api.detail(delivery.getString("id")).getString("status").equals("succeeded"));
  }

  @Test
  void repeatedKey_isSentOnce() {
    JsonObject delivery = told("succeeded");
    for (int i = 0; i < 2; i++) {
      api.request()
          .header("Idempotency-Key", "again")
          .post(replay(delivery))
          .then()
          .statusCode(202);
    }
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == 2);
    told("succeeded");
    assertEquals(3, receiver.requests().size());
  }

  @Test
  void disabledEndpoint_isAConflict() {
    JsonObject delivery = told("succeeded");
    api.patch(endpoint, new JsonObject().put("status", "disabled"));
    api.post(replay(delivery)).statusCode(409);
    api.post(ENDPOINTS + "/" + endpoint + "/test").statusCode(409);
    api.post(ENDPOINTS + "/" + endpoint + "/replay-failed", since(1)).statusCode(409);
  }

  private static JsonObject since(int minutes) {
    return new JsonObject()
        .put("since", Instant.now().minus(Duration.ofMinutes(minutes)).toString());
  }

  @Test
  void allThatFailedSince_areSentAgainAndNothingElse() {
    JsonObject fine = told("succeeded");
    IntStream.range(0, 5).forEach(i -> fail(told("succeeded")));
    JsonObject old = told("succeeded");
    fail(old);
    int before = receiver.requests().size();
    String path = ENDPOINTS + "/" + endpoint + "/replay-failed";
    api.post(path, new JsonObject().put("since", Instant.now().plusSeconds(60).toString()))
        .statusCode(202)
        .body("replayed", equalTo(0));
    api.post(path, since(10))
        .statusCode(202)
        .body("replayed", equalTo(6))
        .body("has_more", equalTo(false));
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == before + 6);
    assertEquals(1, api.detail(fine.getString("id")).getInteger("attempt_count"));
  }

  /** As if its ten attempts had failed. */
  private void fail(JsonObject delivery) {
    backends
        .postgres()
        .execute(
            "UPDATE webhooks.delivery SET status = 'failed', failed_at = now() WHERE id = '"
                + delivery.getString("id")
                + "'");
  }

  @Test
  void foreignOrForbidden_isRefused() {
    JsonObject delivery = told("succeeded");
    WebhooksApi others = WebhooksApi.of(backends);
    others.post(replay(delivery)).statusCode(404);
    others.post(ENDPOINTS + "/" + endpoint + "/replay-failed", since(1)).statusCode(404);
    others.post(ENDPOINTS + "/" + endpoint + "/test").statusCode(404);
    WebhooksApi reader = api.without(Scope.WEBHOOKS_WRITE);
    reader.post(replay(delivery)).statusCode(403);
    reader.post(ENDPOINTS + "/" + endpoint + "/replay-failed", since(1)).statusCode(403);
    reader.post(ENDPOINTS + "/" + endpoint + "/test").statusCode(403);
    assertEquals(1, receiver.requests().size());
  }
}
