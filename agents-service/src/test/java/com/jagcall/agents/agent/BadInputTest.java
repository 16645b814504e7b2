package com.jagcall.agents.agent;

import static com.jagcall.agents.agent.AgentsApi.PATH;
import static io.restassured.RestAssured.given;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
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
  private static final String ID = "agt_0000000000000000";

  Backends backends;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.unlimited(backends);
  }

  static Stream<String> operations() {
    return Stream.of(
        "GET /v1/agents",
        "POST /v1/agents",
        "GET /v1/agents/" + ID,
        "PUT /v1/agents/" + ID,
        "DELETE /v1/agents/" + ID);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void badCredentials_areRefusedOnEveryOperation(String operation) {
    String key = api.key().text();
    ApiKey revoked = backends.accounts().key(api.organization(), Mode.LIVE);
    backends.accounts().revoke(revoked);
    ApiKey expired =
        backends
            .accounts()
            .key(api.organization(), Mode.LIVE, Scope.ALL, Instant.now().minusSeconds(5));
    String wrongChecksum = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
    ApiKey unknown = ApiKey.generate(Mode.LIVE, api.organization().tag());

    Envelope.check(send(operation, null), 401, "missing_api_key");
    Envelope.check(send(operation, "Basic dXNlcjpwYXNz"), 401, "missing_api_key");
    Envelope.check(send(operation, "Bearer "), 401, "missing_api_key");
    Envelope.check(send(operation, "Bearer " + key.substring(0, 20)), 401, "invalid_api_key");
    Envelope.check(send(operation, "Bearer " + wrongChecksum), 401, "invalid_api_key");
    Envelope.check(send(operation, "Bearer " + unknown.text()), 401, "invalid_api_key");
    Envelope.check(send(operation, "Bearer " + revoked.text()), 401, "invalid_api_key");
    Envelope.check(send(operation, "Bearer " + expired.text()), 401, "expired_api_key");
    Envelope.check(send(operation, "Bearer eyJhbGciOiJub25lIn0.e30."), 401, "invalid_api_key");
    Envelope.check(
        send(operation, "Bearer " + api.scoped(backends, Scope.CALLS_READ).key().text()),
        403,
        "insufficient_scope");
  }

  private static Response send(String operation, String authorization) {
    var request = given().urlEncodingEnabled(false);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (operation.startsWith("P")) {
      request.contentType("application/json").body("{\"name\":\"Reception\"}");
    }
    String[] parts = operation.split(" ");
    return request.request(parts[0], parts[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/agent, 404, not_found",
    "GET, /v1/agents/agt_0000000000000000/calls, 404, not_found",
    "GET, /v1, 404, not_found",
    "PATCH, /v1/agents, 405, method_not_allowed",
    "DELETE, /v1/agents, 405, method_not_allowed",
    "POST, /v1/agents/agt_0000000000000000, 405, method_not_allowed",
    "PATCH, /v1/agents/agt_0000000000000000, 405, method_not_allowed",
  })
  void unknownPathOrMethod_isTheEnvelope(String method, String path, int status, String code) {
    Envelope.check(api.request().request(method, path), status, code);
  }

  @ParameterizedTest
  @CsvSource({"application/xml", "text/plain", "application/x-www-form-urlencoded", "''"})
  void otherMediaType_returns415(String type) {
    var request = api.request().body("{\"name\":\"Reception\"}");
    if (!type.isEmpty()) {
      request.contentType(type);
    }
    Envelope.check(request.post(PATH), 415, "unsupported_media_type");
    Envelope.check(request.put(PATH + "/" + ID), 415, "unsupported_media_type");
  }

  @Test
  void answerNobodyCanGive_returns406() {
    Envelope.check(api.request().accept("application/xml").get(PATH), 406, "not_acceptable");
  }

  @Test
  void bodyOfTenMegabytes_returns413() {
    byte[] body = ("{\"name\":\"" + "x".repeat(10 << 20) + "\"}").getBytes();
    Envelope.check(
        api.request().contentType("application/json").body(body).post(PATH),
        413,
        "payload_too_large");
    Envelope.check(
        api.request().contentType("application/json").body(body).put(PATH + "/" + ID),
        413,
        "payload_too_large");
  }

  @Test
  void deepNesting_isRefused() {
    String deep = "[".repeat(1_001) + "]".repeat(1_001);
    Envelope.check(
        api.post("{\"name\":\"a\",\"tools\":" + deep + "}").extract().response(),
        400,
        "invalid_json");
  }

  @Test
  void badIdempotencyKey_returns422() {
    for (String key : List.of("", "a b", "x".repeat(256))) {
      Response answer =
          api.request()
              .header("Idempotency-Key", key)
              .contentType("application/json")
              .body("{\"name\":\"Reception\"}")
              .post(PATH);
      Envelope.check(answer, 422, "validation_error");
    }
  }
}
