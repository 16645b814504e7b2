package com.jagcall.billing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is the envelope with the right status, and nothing has happened. */
@QuarkusTest
class BadInputTest {
  private static final List<String> WRITES =
      List.of(
          "POST /internal/holds",
          "POST /internal/holds/h1/extensions",
          "POST /internal/holds/h1/captures",
          "POST /internal/holds/h1/release",
          "POST /internal/captures",
          "POST /internal/ratings",
          "POST /internal/top-ups",
          "POST /internal/adjustments",
          "PUT /internal/organizations/org_0000000000000000/balance-threshold");

  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10");
  }

  static Stream<String> reads() {
    return Stream.of(
        "GET /v1/billing/balance", "GET /v1/billing/transactions", "GET /v1/billing/usage");
  }

  static Stream<String> internal() {
    return Stream.concat(WRITES.stream(), Stream.of("PUT /internal/prices"));
  }

  static Stream<String> withJsonBody() {
    return WRITES.stream();
  }

  private Response send(String operation, String authorization, String type, Object body) {
    String[] parts = operation.split(" ");
    var request = given().urlEncodingEnabled(false);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (type != null) {
      request.contentType(type);
    }
    if (body instanceof byte[] bytes) {
      request.body(bytes);
    } else if (body != null) {
      request.body((String) body);
    }
    return request.request(parts[0], parts[1]);
  }

  private String operator() {
    return "Bearer " + backends.keys().service("operator", "billing-service");
  }

  private Response json(String operation, String body) {
    return send(operation, operator(), "application/json", body);
  }

  @ParameterizedTest
  @MethodSource("reads")
  void badKeys_areRefused(String operation) {
    String key = billing.key().text();
    ApiKey revoked = backends.accounts().key(billing.organization(), Mode.LIVE);
    backends.accounts().revoke(revoked);
    Instant past = Instant.now().minusSeconds(5);
    ApiKey expired = backends.accounts().key(billing.organization(), Mode.LIVE, Scope.ALL, past);
    ApiKey unknown = ApiKey.generate(Mode.LIVE, billing.organization().tag());
    String service = backends.keys().service("operator", "billing-service");
    Map<String, String> answers =
        Map.of(
            "Basic dXNlcjpwYXNz",
            "missing_api_key",
            "Bearer " + key.substring(0, 20),
            "invalid_api_key",
            "Bearer " + unknown.text(),
            "invalid_api_key",
            "Bearer " + revoked.text(),
            "invalid_api_key",
            "Bearer " + expired.text(),
            "expired_api_key",
            "Bearer " + service,
            "invalid_api_key");
    Envelope.check(send(operation, null, null, null), 401, "missing_api_key");
    answers.forEach(
        (authorization, code) ->
            Envelope.check(send(operation, authorization, null, null), 401, code));
    Envelope.check(
        send(operation, "Bearer " + billing.without(Scope.BILLING_READ).key().text(), null, null),
        403,
        "insufficient_scope");
  }

  @ParameterizedTest
  @MethodSource("internal")
  void whoIsNoService_isRefused(String operation) {
    Duration minute = Duration.ofMinutes(1);
    List<String> others =
        List.of(
            billing.key().text(),
            "eyJhbGciOiJub25lIn0.e30.",
            backends.keys().service("operator", "numbers-service"),
            backends.keys().sign("operator", Jwt.claim("use", "user").audience("billing-service")),
            backends
                .keys()
                .sign(
                    "numbers-service",
                    "operator",
                    Jwt.claim("use", "service").audience("billing-service"),
                    minute),
            backends
                .keys()
                .sign(
                    "operator",
                    "operator",
                    Jwt.claim("use", "service").audience("billing-service"),
                    minute.negated()));
    Envelope.check(send(operation, null, "application/json", "{}"), 401, "invalid_api_key");
    for (String other : others) {
      Envelope.check(
          send(operation, "Bearer " + other, "application/json", "{}"), 401, "invalid_api_key");
    }
  }

  @ParameterizedTest
  @MethodSource("withJsonBody")
  void whatIsNoObject_isRefused(String operation) {
    for (String broken : List.of("{", "{'a':1}", "{\"a\":1,}", "a=b", "{}{}", "{\"a\":NaN}")) {
      Envelope.check(json(operation, broken), 400, "invalid_json");
    }
    for (String other : List.of("[]", "\"a\"", "1", "true")) {
      Envelope.check(json(operation, other), 400, "invalid_parameter");
    }
    for (String nothing : List.of("", "null", "{}")) {
      Envelope.check(json(operation, nothing), 422, "validation_error");
    }
    Envelope.check(json(operation, "{\"nobody\":\"knows\"}"), 422, "validation_error");
    for (String type : List.of("text/plain", "application/xml", "text/csv")) {
      Envelope.check(send(operation, operator(), type, "{}"), 415, "unsupported_media_type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "POST /internal/captures")
  void bodyOfTenMegabytes_returns413(String operation) {
    byte[] body = ("{\"a\":\"" + "x".repeat(10 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
    Envelope.check(send(operation, operator(), "application/json", body), 413, "payload_too_large");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/billing/balance, 405, method_not_allowed",
    "DELETE, /v1/billing/transactions, 405, method_not_allowed",
    "PUT, /v1/billing/usage, 405, method_not_allowed",
    "GET, /v1/billing, 404, not_found",
    "GET, /v1/billing/transactions/txn_0000000000000000, 404, not_found",
    "GET, /v1/billing/balance/, 200, -",
  })
  void otherPathsAndMethods_areTheEnvelope(String method, String path, int status, String code) {
    Response answer = billing.request().request(method, path);
    if (status == 200) {
      answer.then().statusCode(status);
    } else {
      Envelope.check(answer, status, code);
    }
  }

  /** A member of a body that is right otherwise, a value for it, and the status that gets. */
  private record Bad(String member, Object value, int status) {}

  private static List<Bad> texts(String member, int status, Object... values) {
    List<Bad> bad = new ArrayList<>();
    for (Object value : values) {
      bad.add(new Bad(member, value, status));
    }
    for (Object value : List.of(1, 1.5, true, new JsonObject(), List.of())) {
      bad.add(new Bad(member, value, 400));
    }
    return bad;
  }

  private static List<Bad> numbers(String member, Object... values) {
    List<Bad> bad = new ArrayList<>();
    for (Object value : values) {
      bad.add(new Bad(member, value, 422));
    }
    for (Object value : List.of("1", 1.5, true, new JsonObject(), List.of())) {
      bad.add(new Bad(member, value, 400));
    }
    return bad;
  }

  private static final Object[] NO_NAMES = {
    null, "", " ", "a b", "a/b", "é", "x".repeat(65), "a\n"
  };
  private static final Object[] NO_AMOUNTS = {
    "", " ", "-1", "+1", "1,5", "1e3", ".5", "1.", "0.0000001", "1000000000", "NaN", "0x1", "1 "
  };

  private static List<Bad> tenant() {
    List<Bad> bad = new ArrayList<>();
    bad.addAll(
        texts(
            "organization_id", 422, null, "", "org_", "org_1", "agt_0000000000000000", "x' or 1"));
    bad.addAll(texts("mode", 422, null, "", "LIVE", "both"));
    return bad;
  }

  @TestFactory
  Stream<DynamicTest> badMembersOfAHold_holdNothing() {
    List<Bad> bad = tenant();
    bad.addAll(texts("hold_id", 422, NO_NAMES));
    bad.addAll(texts("amount", 422, NO_AMOUNTS));
    bad.addAll(texts("amount", 422, "0", "0.000000", null));
    bad.addAll(texts("product", 422, "voice", "VOICE_OUTBOUND", "x".repeat(41)));
    bad.addAll(texts("destination", 422, "", "+", "1a", "++1", "1234567890123456"));
    bad.addAll(numbers("quantity", -1, 10_000_001, Long.MAX_VALUE));
    bad.addAll(numbers("expires_in_seconds", null, 0, -1, 86_401, 99_999_999_999L));
    bad.addAll(texts("description", 422, "x".repeat(201), "a\u0000b", "a\u202Eb"));
    bad.add(new Bad("resource", null, 422));
    bad.add(new Bad("resource", "call", 400));
    bad.add(new Bad("resource", new JsonObject().put("type", "agent").put("id", "x"), 422));
    bad.add(new Bad("resource", new JsonObject().put("type", "call").put("id", "a b"), 422));
    bad.add(new Bad("resource", new JsonObject().put("type", "call"), 422));
    return table("POST /internal/holds", billing.order("h1", "1"), bad);
  }

  @TestFactory
  Stream<DynamicTest> badMembersOfOperations_doNothing() {
    String id = billing.name(billing.hold("1"));
    List<Bad> bad = new ArrayList<>();
    bad.addAll(texts("operation_id", 422, NO_NAMES));
    bad.addAll(texts("amount", 422, NO_AMOUNTS));
    bad.add(new Bad("amount", null, 422));
    bad.addAll(numbers("quantity", -1, 10_000_001));
    JsonObject body = Billing.operation("o1").put("amount", "1");
    List<Bad> extension = new ArrayList<>(bad);
    extension.addAll(numbers("expires_in_seconds", null, 0, 86_401));
    List<Bad> capture = new ArrayList<>(bad);
    capture.add(new Bad("final", "true", 400));
    capture.add(new Bad("final", 1, 400));
    String path = "POST /internal/holds/" + id;
    return Stream.of(
            table(path + "/extensions", body.copy().put("expires_in_seconds", 1), extension),
            table(path + "/captures", body, capture),
            table(path + "/release", Billing.operation("o1"), texts("operation_id", 422, NO_NAMES)))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> badMembersOfFunding_moveNothing() {
    List<Bad> topUp = tenant();
    topUp.addAll(texts("payment_id", 422, NO_NAMES));
    topUp.addAll(texts("amount", 422, NO_AMOUNTS));
    topUp.addAll(texts("amount", 422, null, "0"));
    topUp.addAll(texts("reason", 422, null, "", "x".repeat(501), "a\u0000b"));
    List<Bad> adjustment = tenant();
    adjustment.addAll(texts("adjustment_id", 422, NO_NAMES));
    adjustment.addAll(texts("amount", 422, null, "0", "-0", "--1", "1-", "1000000000"));
    adjustment.addAll(texts("reason", 422, null, "", "x".repeat(501)));
    return Stream.concat(
        table("POST /internal/top-ups", billing.payment("p", "1"), topUp),
        table("POST /internal/adjustments", billing.adjustment("a", "1"), adjustment));
  }

  @TestFactory
  Stream<DynamicTest> badMembersOfARating_areNamed() {
    List<Bad> bad = new ArrayList<>();
    bad.addAll(texts("product", 422, null, "", "voice", "x".repeat(41)));
    bad.addAll(texts("destination", 422, "", "1a"));
    bad.addAll(numbers("quantity", null, -1, 10_000_001));
    JsonObject body = new JsonObject().put("product", "sms_inbound").put("quantity", 1);
    return table("POST /internal/ratings", body, bad);
  }

  private Stream<DynamicTest> table(String operation, JsonObject right, List<Bad> bad) {
    Stream<DynamicTest> tests =
        bad.stream()
            .map(
                one ->
                    DynamicTest.dynamicTest(
                        operation + " " + one,
                        () -> {
                          JsonObject body = right.copy().put(one.member(), one.value());
                          Response answer = json(operation, body.encode());
                          String code =
                              one.status() == 400 ? "invalid_parameter" : "validation_error";
                          List<String> blamed = Envelope.check(answer, one.status(), code);
                          assertTrue(
                              blamed.stream().anyMatch(field -> field.startsWith(one.member())),
                              answer::asString);
                        }));
    return Stream.concat(
        tests,
        Stream.of(
            DynamicTest.dynamicTest(
                operation + ": afterwards nothing has moved",
                () -> billing.get(Billing.BALANCE).body("balance", equalTo("10.0000")))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "%00", "..%2F..", "x'--", "%C3%A9", "a+b"})
  void malformedHoldId_answersAsAnAbsentOne(String id) {
    String path = "POST /internal/holds/" + id;
    JsonObject body = Billing.operation("o1");
    Envelope.check(json(path + "/release", body.encode()), 404, "not_found");
    body.put("amount", "1");
    Envelope.check(json(path + "/captures", body.encode()), 404, "not_found");
    body.put("expires_in_seconds", 1);
    Envelope.check(json(path + "/extensions", body.encode()), 404, "not_found");
  }
}
