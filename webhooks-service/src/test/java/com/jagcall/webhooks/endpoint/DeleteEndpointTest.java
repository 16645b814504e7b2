package com.jagcall.webhooks.endpoint;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeleteEndpointTest {
  private static final String URL = "https://example.com/hook";

  Backends backends;
  private WebhooksApi api;

  @BeforeEach
  void newOrganization() {
    api = WebhooksApi.unlimited(backends);
  }

  @Test
  void deleted_isGoneAndItsDeliveriesAreHistory() {
    try (Receiver receiver = Receiver.start()) {
      receiver.behave(Receiver.status(500));
      String id = api.endpoint(receiver.url());
      JsonObject event = api.event("call.completed", "call_1");
      api.tell(event);
      await().atMost(Duration.ofSeconds(30)).until(() -> receiver.requests().size() == 1);
      api.delete(id).statusCode(200).body("deleted", equalTo(true)).body("id", equalTo(id));
      api.get(ENDPOINTS + "/" + id).statusCode(404);
      api.delete(id).statusCode(404);
      JsonObject delivery = api.delivery(event.getString("id"));
      assertEquals("failed", delivery.getString("status"));
      api.post(DELIVERIES + "/" + delivery.getString("id") + "/replay").statusCode(409);
      assertEquals(
          0,
          backends
              .postgres()
              .count("SELECT count(*) FROM webhooks.due WHERE endpoint_id = '" + id + "'"));
    }
  }

  @Test
  void scopeMissing_returns403() {
    String id = api.endpoint(URL);
    api.without(Scope.WEBHOOKS_WRITE).delete(id).statusCode(403);
    api.get(ENDPOINTS + "/" + id).statusCode(200);
  }

  @Test
  void overTheLimit_returns429() {
    WebhooksApi limited = WebhooksApi.of(backends);
    backends.accounts().limit(limited.key(), "write", 1);
    String id = limited.endpoint(URL);
    limited.delete(id).statusCode(429);
  }
}
