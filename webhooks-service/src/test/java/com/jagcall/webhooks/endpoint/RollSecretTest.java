package com.jagcall.webhooks.endpoint;

import static com.jagcall.webhooks.testing.WebhooksApi.ENDPOINTS;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The signatures during a roll are StandardWebhooksTest's. */
@QuarkusTest
class RollSecretTest {
  private static final String URL = "https://example.com/hook";

  Backends backends;
  private WebhooksApi api;

  @BeforeEach
  void newOrganization() {
    api = WebhooksApi.unlimited(backends);
  }

  private static String path(String id) {
    return ENDPOINTS + "/" + id + "/roll-secret";
  }

  @Test
  void noBody_keepsTheOldOneForADay() {
    JsonObject made = api.createEndpoint(URL);
    String id = made.getString("id");
    String until =
        api.request()
            .contentType("application/json")
            .post(path(id))
            .then()
            .statusCode(200)
            .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
            .extract()
            .path("previous_secret_expires_at");
    Duration grace = Duration.between(Instant.now(), Instant.parse(until));
    assertTrue(grace.toMinutes() > 23 * 60 && grace.toMinutes() <= 24 * 60, grace::toString);
    api.get(ENDPOINTS + "/" + id)
        .body("secret", nullValue())
        .body("previous_secret_expires_at", equalTo(until));
  }

  @Test
  void noGrace_endsTheOldOneAtOnce() {
    JsonObject made = api.createEndpoint(URL);
    Response answer =
        api.post(path(made.getString("id")), new JsonObject().put("grace_hours", 0))
            .statusCode(200)
            .body("previous_secret_expires_at", nullValue())
            .extract()
            .response();
    assertNotEquals(made.getString("secret"), answer.path("secret"));
  }

  @Test
  void repeatedKey_rollsOnce() {
    String id = api.endpoint(URL);
    String first = rollWithKey(id);
    assertEquals(first, rollWithKey(id));
  }

  private String rollWithKey(String id) {
    return api.request()
        .header("Idempotency-Key", "roll")
        .contentType("application/json")
        .body("{}")
        .post(path(id))
        .then()
        .statusCode(200)
        .extract()
        .path("secret");
  }

  @Test
  void graceOutOfRange_returns422() {
    String id = api.endpoint(URL);
    api.post(path(id), "{\"grace_hours\":-1}").statusCode(422);
    api.post(path(id), "{\"grace_hours\":169}").statusCode(422);
    api.post(path(id), "{\"grace\":1}").statusCode(422);
  }

  @Test
  void foreignOrForbidden_isRefused() {
    String theirs = WebhooksApi.of(backends).endpoint(URL);
    api.post(path(theirs), "{}").statusCode(404);
    String own = api.endpoint(URL);
    api.without(Scope.WEBHOOKS_WRITE).post(path(own), "{}").statusCode(403);
  }
}
