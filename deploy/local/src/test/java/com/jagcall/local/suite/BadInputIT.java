package com.jagcall.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.id.Ids;
import com.jagcall.local.stack.ServiceReplica;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a request, on the gateway and on each service, the envelope says so. */
class BadInputIT {
  private static final int MEGABYTE = 1024 * 1024;
  private Suite.Organization organization;
  private ApiKey key;

  @BeforeEach
  void makeKey() {
    Suite.stack();
    organization = Suite.organization();
    key = organization.key();
  }

  private record Case(
      String name, int status, String code, Function<URI, HttpRequest.Builder> request) {}

  private List<Case> cases() {
    String text = key.text();
    String halfKey = text.substring(0, text.length() / 2);
    String wrongChecksum = text.substring(0, text.length() - 1) + (text.endsWith("a") ? "b" : "a");
    ApiKey revoked = organization.key();
    Suite.revokeSilently(revoked);
    ApiKey expired = organization.key(Mode.LIVE, Scope.ALL, Instant.now().minusSeconds(5));
    ApiKey narrow = organization.key(Mode.LIVE, List.of(Scope.CALLS_READ), null);
    String foreign = createForeignAgent();
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("no key", 401, "missing_api_key", b -> Api.request(b, "/v1/agents")));
    cases.add(
        new Case(
            "no bearer",
            401,
            "missing_api_key",
            b -> Api.request(b, "/v1/agents").header("Authorization", "Basic eDp5")));
    cases.add(new Case("half a key", 401, "invalid_api_key", b -> bearer(b, halfKey)));
    cases.add(new Case("wrong checksum", 401, "invalid_api_key", b -> bearer(b, wrongChecksum)));
    cases.add(new Case("OAuth token", 401, "invalid_api_key", b -> bearer(b, "jca_abcdefgh")));
    cases.add(new Case("forged JWT", 401, "invalid_api_key", b -> bearer(b, "e30.e30.e30")));
    cases.add(
        new Case(
            "never made",
            401,
            "invalid_api_key",
            b -> bearer(b, ApiKey.generate(Mode.LIVE, organization.tag()).text())));
    cases.add(new Case("revoked", 401, "invalid_api_key", b -> bearer(b, revoked.text())));
    cases.add(new Case("expired", 401, "expired_api_key", b -> bearer(b, expired.text())));
    cases.add(new Case("wrong scope", 403, "insufficient_scope", b -> bearer(b, narrow.text())));
    cases.add(get("another organization's id", 404, "not_found", "/v1/agents/" + foreign));
    cases.add(get("no such id", 404, "not_found", "/v1/agents/agt_0000000000000000"));
    cases.add(get("not an id", 404, "not_found", "/v1/agents/%00%2e%2e"));
    cases.add(get("unknown path", 404, "not_found", "/v1/nothing"));
    cases.add(get("deeper path", 404, "not_found", "/v1/agents/a/b/c/d"));
    cases.add(
        new Case(
            "wrong method",
            405,
            "method_not_allowed",
            b -> Api.request(b, "/v1/agents", key).DELETE()));
    cases.add(
        new Case(
            "wrong media type",
            415,
            "unsupported_media_type",
            b ->
                Api.request(b, "/v1/agents")
                    .header("Authorization", "Bearer " + text)
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{\"name\":\"a\"}"))));
    cases.add(
        new Case(
            "not acceptable",
            406,
            "not_acceptable",
            b -> Api.request(b, "/v1/agents", key).header("Accept", "image/png")));
    cases.add(post("no body", 400, "invalid_json", ""));
    cases.add(post("malformed JSON", 400, "invalid_json", "{\"name\":"));
    cases.add(post("two documents", 400, "invalid_json", "{\"name\":\"a\"}{}"));
    cases.add(post("wrong JSON type", 400, "invalid_parameter", "{\"name\":5}"));
    cases.add(post("a list", 400, "invalid_parameter", "[]"));
    cases.add(post("deep nesting", 400, "invalid_json", "{\"metadata\":" + "[".repeat(5_000)));
    cases.add(post("unknown member", 422, "validation_error", "{\"name\":\"a\",\"nmae\":1}"));
    cases.add(post("too long", 422, "validation_error", name("a".repeat(101))));
    cases.add(post("control characters", 422, "validation_error", name("a\\u0007b")));
    cases.add(post("bidi characters", 422, "validation_error", name("a\\u202Eb")));
    cases.add(post("NUL", 422, "validation_error", name("a\\u0000b")));
    cases.add(post("10 MB body", 413, "payload_too_large", name("a".repeat(10 * MEGABYTE))));
    cases.add(get("page=0", 422, "validation_error", "/v1/agents?page=0"));
    cases.add(get("per_page=101", 422, "validation_error", "/v1/agents?per_page=101"));
    cases.add(get("page=99999999999", 422, "validation_error", "/v1/agents?page=99999999999"));
    cases.add(get("page=x", 400, "invalid_parameter", "/v1/agents?page=x"));
    return cases;
  }

  private static String createForeignAgent() {
    ApiKey stranger = Suite.organization().key();
    HttpResponse<String> created =
        Api.send(Api.post(Suite.gateway(), "/v1/agents", stranger, "{\"name\":\"theirs\"}"));
    return Api.json(created).get("id").asText();
  }

  private static String name(String name) {
    return "{\"name\":\"" + name + "\"}";
  }

  private static HttpRequest.Builder bearer(URI base, String credential) {
    return Api.request(base, "/v1/agents").header("Authorization", "Bearer " + credential);
  }

  private Case get(String name, int status, String code, String path) {
    return new Case(name, status, code, base -> Api.request(base, path, key));
  }

  private Case post(String name, int status, String code, String body) {
    return new Case(name, status, code, base -> Api.post(base, "/v1/agents", key, body));
  }

  @Test
  void everyCase_onTheGatewayAndOnEachReplica_isTheEnvelope() {
    List<String> wrong = new ArrayList<>();
    Suite.agentsEverywhere()
        .forEach(
            base -> {
              // Its own organization for each, so that no limit is met on the way.
              makeKey();
              cases().forEach(one -> check(base, one, wrong));
            });
    assertEquals(List.of(), wrong);
  }

  private static void check(URI base, Case one, List<String> wrong) {
    String where = one.name() + " at " + base + ": ";
    try {
      assertEnvelope(one.status(), one.code(), Api.send(one.request().apply(base)));
    } catch (RuntimeException | AssertionError failure) {
      wrong.add(where + failure);
    }
  }

  private static void assertEnvelope(int status, String code, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(Api.header(answer, "Content-Type").startsWith("application/json"));
    JsonNode error = Api.json(answer).get("error");
    assertEquals(code, error.get("code").asText());
    assertEquals(status, error.get("status").asInt());
    assertFalse(error.get("message").asText().isBlank());
    assertEquals(Api.header(answer, "X-Request-Id"), error.get("request_id").asText());
    String body = answer.body();
    Stream.of("com.jagcall", "Exception", "jackson", "SELECT", "localhost", "\tat ")
        .forEach(leak -> assertFalse(body.contains(leak), body));
  }

  @Test
  void foreignAndMissingResource_answerAlike() {
    ApiKey stranger = Suite.organization().key();
    String foreign = createForeignAgent();
    for (String method : List.of("GET", "PUT", "DELETE")) {
      JsonNode missing = error(method, stranger, Ids.next("agt_"));
      JsonNode theirs = error(method, stranger, foreign);
      assertEquals(missing, theirs, method);
    }
  }

  private static JsonNode error(String method, ApiKey key, String id) {
    HttpRequest.Builder request =
        Api.request(Suite.gateway(), "/v1/agents/" + id, key)
            .method(method, BodyPublishers.ofString(method.equals("PUT") ? "{}" : ""));
    HttpResponse<String> answer = Api.send(request.header("X-Request-Id", "the-same"));
    assertEquals(404, answer.statusCode(), answer.body());
    return Api.json(answer);
  }

  @Test
  void getWithContentTypeAndNoBody_isServed() {
    Suite.agentsEverywhere()
        .forEach(base -> assertEquals(200, Api.status(base, "/v1/agents", key)));
  }

  @Test
  void accountsService_answersWithTheEnvelopeToo() {
    for (ServiceReplica replica : Suite.stack().replicas("accounts")) {
      URI base = replica.url();
      assertEnvelope(401, "missing_api_key", Api.send(Api.request(base, "/v1/nothing")));
      assertEnvelope(404, "not_found", Api.send(Api.request(base, "/v1/nothing", key)));
      assertEnvelope(404, "not_found", Api.send(Api.request(base, "/nothing")));
      assertEnvelope(
          401,
          "invalid_api_key",
          Api.send(Api.post(base, "/internal/credentials/resolve", key, "{}")));
    }
  }

  @Test
  void internalPaths_areNeverRouted() {
    for (String path :
        List.of(
            "/internal/credentials/resolve",
            "//internal/credentials/resolve",
            "/v1/../internal/credentials/resolve",
            "/%69nternal/credentials/resolve",
            "/q/health",
            "/q/metrics")) {
      HttpResponse<String> answer = Api.send(Api.post(Suite.gateway(), path, key, "{}"));
      assertEnvelope(404, "not_found", answer);
    }
  }
}
