package com.jagcall.webhooks.endpoint;

import static com.jagcall.webhooks.testing.WebhooksApi.ENDPOINTS;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CreateEndpointTest {
  private static final String URL = "https://example.com/hook";

  Backends backends;
  private WebhooksApi api;

  @BeforeEach
  void newOrganization() {
    api = WebhooksApi.unlimited(backends);
  }

  @Test
  void urlAlone_takesTheDefaults() {
    Response answer =
        api.post(ENDPOINTS, new JsonObject().put("url", URL))
            .statusCode(201)
            .header("Location", matchesPattern(".*/v1/webhooks/endpoints/whk_[A-Za-z0-9]{16}"))
            .body("id", matchesPattern("whk_[A-Za-z0-9]{16}"))
            .body("url", equalTo(URL))
            .body("description", nullValue())
            .body("events", equalTo(List.of("*")))
            .body("status", equalTo("enabled"))
            .body("disabled_reason", nullValue())
            .body("failing_since", nullValue())
            .body("agent_id", nullValue())
            .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
            .body("previous_secret_expires_at", nullValue())
            .body("created_at", endsWith("Z"))
            .extract()
            .response();
    JsonObject made = new JsonObject(answer.asString());
    JsonObject read =
        new JsonObject(api.get(ENDPOINTS + "/" + made.getString("id")).extract().asString());
    made.remove("secret");
    assertEquals(made, read);
  }

  @Test
  void allMembers_areKept() {
    JsonObject body =
        new JsonObject()
            .put("url", URL)
            .put("description", "Production")
            .put("events", new JsonArray().add("call.completed").add("sms.received"))
            .put("status", "disabled");
    api.post(ENDPOINTS, body)
        .statusCode(201)
        .body("description", equalTo("Production"))
        .body("events", equalTo(List.of("call.completed", "sms.received")))
        .body("status", equalTo("disabled"))
        .body("disabled_reason", equalTo("owner"));
  }

  @Test
  void repeatedKey_answersTheSameSecretAndItIsNowhereInTheDatabase() {
    Response first = create("same");
    Response again = create("same");
    assertEquals(201, again.statusCode());
    assertEquals(first.asString(), again.asString());
    assertEquals("true", again.header("Idempotent-Replayed"));
    assertEquals(first.header("Location"), again.header("Location"));
    assertEquals(1, (int) api.get(ENDPOINTS).extract().path("pagination.total"));
    String secret = first.path("secret");
    assertEquals(
        0,
        backends
            .postgres()
            .count(
                "SELECT count(*) FROM webhooks.idempotency_key WHERE body LIKE '%"
                    + secret.substring(6, 40)
                    + "%'"));
  }

  private Response create(String key) {
    return api.request()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(new JsonObject().put("url", URL).encode())
        .post(ENDPOINTS);
  }

  @Test
  void fiftyFirst_isAConflictHoweverManyAtOnce() {
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 54)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            api.post(ENDPOINTS, new JsonObject().put("url", URL + i))
                                .extract()
                                .statusCode()))
            .toList();
    List<Integer> statuses = all.stream().map(CompletableFuture::join).toList();
    assertEquals(50, statuses.stream().filter(status -> status == 201).count());
    assertEquals(4, statuses.stream().filter(status -> status == 409).count());
  }

  @Test
  void testKey_makesTestEndpoints() {
    String id = api.testMode().endpoint(URL);
    api.get(ENDPOINTS + "/" + id).statusCode(404);
    api.testMode().get(ENDPOINTS + "/" + id).statusCode(200);
  }

  @Test
  void twoSecrets_areDifferent() {
    assertFalse(
        api.createEndpoint(URL)
            .getString("secret")
            .equals(api.createEndpoint(URL).getString("secret")));
  }

  @Test
  void noKey_returns401() {
    given().contentType("application/json").body("{}").post(ENDPOINTS).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    api.without(Scope.WEBHOOKS_WRITE)
        .post(ENDPOINTS, new JsonObject().put("url", URL))
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    WebhooksApi limited = WebhooksApi.of(backends);
    backends.accounts().limit(limited.key(), "write", 1);
    limited.endpoint(URL);
    limited
        .post(ENDPOINTS, new JsonObject().put("url", URL))
        .statusCode(429)
        .body("error.code", equalTo("rate_limit_exceeded"));
  }
}
