package com.jagcall.webhooks.endpoint;

import static com.jagcall.webhooks.testing.WebhooksApi.ENDPOINTS;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, the answer is the envelope with the right status, and nothing has happened. */
@QuarkusTest
class BadInputTest {
  private static final String ID = "whk_0000000000000000";
  private static final String DELIVERY = "dlv_0000000000000000";

  Backends backends;
  private WebhooksApi api;

  @BeforeEach
  void newOrganization() {
    api = WebhooksApi.unlimited(backends);
  }

  static Stream<String> operations() {
    return Stream.of(
        "GET /v1/webhooks/endpoints",
        "POST /v1/webhooks/endpoints",
        "GET /v1/webhooks/endpoints/" + ID,
        "PATCH /v1/webhooks/endpoints/" + ID,
        "DELETE /v1/webhooks/endpoints/" + ID,
        "POST /v1/webhooks/endpoints/" + ID + "/roll-secret",
        "POST /v1/webhooks/endpoints/" + ID + "/test",
        "POST /v1/webhooks/endpoints/" + ID + "/replay-failed",
        "GET /v1/webhooks/agent-secret",
        "POST /v1/webhooks/agent-secret/roll-secret",
        "GET /v1/webhooks/deliveries",
        "GET /v1/webhooks/deliveries/" + DELIVERY,
        "POST /v1/webhooks/deliveries/" + DELIVERY + "/replay");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void badCredentials_areRefusedOnEveryOperation(String operation) {
    ApiKey revoked = backends.accounts().key(api.organization(), Mode.LIVE);
    backends.accounts().revoke(revoked);
    ApiKey expired =
        backends
            .accounts()
            .key(api.organization(), Mode.LIVE, Scope.ALL, Instant.now().minusSeconds(5));
    ApiKey unknown = ApiKey.generate(Mode.LIVE, api.organization().tag());
    Envelope.check(send(operation, null), 401, "missing_api_key");
    Envelope.check(send(operation, "Basic dXNlcjpwYXNz"), 401, "missing_api_key");
    Envelope.check(send(operation, "Bearer " + unknown.text()), 401, "invalid_api_key");
    Envelope.check(send(operation, "Bearer " + revoked.text()), 401, "invalid_api_key");
    Envelope.check(send(operation, "Bearer " + expired.text()), 401, "expired_api_key");
    Envelope.check(
        send(operation, "Bearer " + api.scoped(Scope.CALLS_READ).key().text()),
        403,
        "insufficient_scope");
  }

  private static Response send(String operation, String authorization) {
    var request = given().urlEncodingEnabled(false);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (operation.startsWith("P")) {
      request.contentType("application/json").body("{}");
    }
    String[] parts = operation.split(" ");
    return request.request(parts[0], parts[1]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 422 | url",
        "{\"url\":null} | 422 | url",
        "{\"url\":1} | 400 | url",
        "{\"url\":[]} | 400 | url",
        "{\"url\":\"\"} | 422 | url",
        "{\"url\":\"example.com\"} | 422 | url",
        "{\"url\":\"ftp://example.com\"} | 422 | url",
        "{\"url\":\"https://10.0.0.1/\"} | 422 | url",
        "{\"url\":\"https://2130706433/\"} | 422 | url",
        "{\"url\":\"https://[::ffff:10.0.0.1]/\"} | 422 | url",
        "{\"url\":\"https://169.254.169.254/\"} | 422 | url",
        "{\"url\":\"https://a:b@example.com/\"} | 422 | url",
        "{\"url\":\"https://example.com/#a\"} | 422 | url",
        "{\"url\":\"https://example.com:22/\"} | 422 | url",
        "{\"url\":\"https://example.com\",\"events\":null} | 422 | events",
        "{\"url\":\"https://example.com\",\"events\":[]} | 422 | events",
        "{\"url\":\"https://example.com\",\"events\":[null]} | 422 | events",
        "{\"url\":\"https://example.com\",\"events\":[1]} | 400 | events[0]",
        "{\"url\":\"https://example.com\",\"events\":\"*\"} | 400 | events",
        "{\"url\":\"https://example.com\",\"events\":[\"call\"]} | 422 | events",
        "{\"url\":\"https://example.com\",\"events\":[\"*\",\"call.failed\"]} | 422 | events",
        "{\"url\":\"https://example.com\",\"events\":[\"call.failed\",\"call.failed\"]} | 422 | events",
        "{\"url\":\"https://example.com\",\"status\":\"paused\"} | 422 | status",
        "{\"url\":\"https://example.com\",\"status\":null} | 422 | status",
        "{\"url\":\"https://example.com\",\"description\":\"a\\u0000\"} | 422 | description",
        "{\"url\":\"https://example.com\",\"description\":1} | 400 | description",
        "{\"url\":\"https://example.com\",\"secret\":\"whsec_a\"} | 422 | secret",
        "{\"url\":\"https://example.com\",\"id\":\"whk_a\"} | 422 | id",
        "{\"url\":\"https://example.com\",\"colour\":\"red\"} | 422 | colour",
      })
  void badMember_isNamed(String body, int status, String field) {
    Response answer = api.post(ENDPOINTS, body).extract().response();
    List<String> blamed =
        Envelope.check(answer, status, status == 400 ? "invalid_parameter" : "validation_error");
    assertEquals(List.of(field), blamed);
    assertEquals(0, (int) api.get(ENDPOINTS).extract().path("pagination.total"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{ | 400", "[] | 400", "\"a\" | 400", "1 | 400", "null | 400", "`` | 400"})
  void noJsonObject_isRefused(String body, int status) {
    String id = api.endpoint("https://example.com");
    assertEquals(status, api.post(ENDPOINTS, body).extract().statusCode());
    assertEquals(
        status,
        api.request()
            .contentType("application/json")
            .body(body)
            .patch(ENDPOINTS + "/" + id)
            .statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 422",
        "{\"since\":null} | 422",
        "{\"since\":\"yesterday\"} | 400",
        "{\"since\":\"+1000000001-01-01T00:00:00Z\"} | 400",
        "{\"since\":\"+999999999-12-31T23:59:59Z\"} | 202",
        "{\"since\":\"-999999999-01-01T00:00:00Z\"} | 202",
        "{\"since\":\"2026-01-01T00:00:00Z\",\"until\":1} | 422",
        "`` | 422",
      })
  void replay_isJudgedByItsTime(String body, int status) {
    String id = api.endpoint("https://example.com");
    assertEquals(
        status, api.post(ENDPOINTS + "/" + id + "/replay-failed", body).extract().statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/webhooks, 404, not_found",
    "GET, /v1/webhooks/endpoint, 404, not_found",
    "PUT, /v1/webhooks/endpoints, 405, method_not_allowed",
    "PUT, /v1/webhooks/endpoints/whk_0000000000000000, 405, method_not_allowed",
    "GET, /v1/webhooks/endpoints/whk_0000000000000000/test, 404, not_found",
    "GET, /v1/webhooks/endpoints/whk_0000000000000000/roll-secret, 404, not_found",
    "GET, /v1/webhooks/endpoints/whk_0000000000000000/nothing, 404, not_found",
    "DELETE, /v1/webhooks/deliveries/dlv_0000000000000000, 405, method_not_allowed",
  })
  void unknownPathOrMethod_isTheEnvelope(String method, String path, int status, String code) {
    Envelope.check(api.request().request(method, path), status, code);
  }

  @Test
  void otherMediaType_returns415() {
    Envelope.check(
        api.request().contentType("text/plain").body("{}").post(ENDPOINTS),
        415,
        "unsupported_media_type");
  }
}
