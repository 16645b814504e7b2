package com.jagcall.webhooks.endpoint;

import static com.jagcall.webhooks.testing.WebhooksApi.DELIVERIES;
import static com.jagcall.webhooks.testing.WebhooksApi.ENDPOINTS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangeEndpointTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String URL = "https://example.com/hook";

  Backends backends;
  private WebhooksApi api;

  @BeforeEach
  void newOrganization() {
    api = WebhooksApi.unlimited(backends);
  }

  @Test
  void membersCarried_areChangedAndNoOthers() {
    String id = api.endpoint(URL, "call.completed");
    api.patch(id, new JsonObject().put("description", "A"))
        .statusCode(200)
        .body("description", equalTo("A"))
        .body("url", equalTo(URL))
        .body("events", equalTo(List.of("call.completed")))
        .body("secret", nullValue());
    api.patch(id, new JsonObject().put("url", URL + "2").put("events", new JsonArray().add("*")))
        .body("description", equalTo("A"))
        .body("url", equalTo(URL + "2"))
        .body("events", equalTo(List.of("*")));
    api.patch(id, new JsonObject().putNull("description")).body("description", nullValue());
    api.patch(id, new JsonObject()).statusCode(200);
  }

  @Test
  void disabled_hearsOfNothingNewAndEnabledHearsAgain() {
    try (Receiver receiver = Receiver.start()) {
      String id = api.endpoint(receiver.url());
      api.patch(id, new JsonObject().put("status", "disabled"))
          .body("disabled_reason", equalTo("owner"));
      api.tell(api.event("call.completed", "missed"));
      api.patch(id, new JsonObject().put("status", "enabled")).body("disabled_reason", nullValue());
      JsonObject event = api.event("call.completed", "heard");
      api.tell(event);
      await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
      assertEquals(event.getString("id"), receiver.requests().get(0).id());
      api.get(DELIVERIES).body("pagination.total", equalTo(1));
    }
  }

  @Test
  void newUrl_isTriedAtOnceWithWhatIsUnderWay() {
    try (Receiver wrong = Receiver.start();
        Receiver right = Receiver.start()) {
      wrong.behave(Receiver.status(404));
      String id = api.endpoint(wrong.url());
      api.tell(api.event("call.completed", "call_1"));
      await().atMost(PATIENCE).until(() -> wrong.requests().size() >= 1);
      api.patch(id, new JsonObject().put("url", right.url())).statusCode(200);
      await().atMost(PATIENCE).until(() -> right.requests().size() == 1);
    }
  }

  /** Found by a delivery to it: it is in no list. */
  private String agentsEndpoint() {
    api.tell(api.event("call.completed", "k", "agt_4fT9xKp2mNq7Lw3Z", new JsonObject()));
    return api.get(DELIVERIES).extract().path("data[0].endpoint_id");
  }

  @Test
  void agentsUrl_isChangedWithItsAgentOnly() {
    api.tellOfAgent("agt_4fT9xKp2mNq7Lw3Z", URL);
    String id = agentsEndpoint();
    api.patch(id, new JsonObject().put("url", URL + "2"))
        .statusCode(409)
        .body("error.message", containsString("agt_4fT9xKp2mNq7Lw3Z"));
    api.delete(id).statusCode(409);
    api.patch(id, new JsonObject().put("status", "disabled")).statusCode(200);
  }

  @Test
  void foreign_answersAsAnAbsentOne() {
    String theirs = WebhooksApi.of(backends).endpoint(URL);
    for (String id : List.of(theirs, "whk_0000000000000000", "malformed")) {
      api.patch(id, new JsonObject().put("description", "A")).statusCode(404);
      api.get(ENDPOINTS + "/" + id).statusCode(404);
      api.delete(id).statusCode(404);
    }
  }

  @Test
  void scopeMissing_returns403() {
    String id = api.endpoint(URL);
    api.without(Scope.WEBHOOKS_WRITE).patch(id, new JsonObject()).statusCode(403);
  }

  @Test
  void overTheLimit_returns429() {
    WebhooksApi limited = WebhooksApi.of(backends);
    backends.accounts().limit(limited.key(), "write", 1);
    String id = limited.endpoint(URL);
    limited.patch(id, new JsonObject()).statusCode(429);
  }
}
