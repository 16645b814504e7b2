package com.jagcall.agents.agent;

import static com.jagcall.agents.agent.AgentsApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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

    envelope(send(operation, null), 401, "missing_api_key");
    envelope(send(operation, "Basic dXNlcjpwYXNz"), 401, "missing_api_key");
    envelope(send(operation, "Bearer "), 401, "missing_api_key");
    envelope(send(operation, "Bearer " + key.substring(0, 20)), 401, "invalid_api_key");
    envelope(send(operation, "Bearer " + wrongChecksum), 401, "invalid_api_key");
    envelope(send(operation, "Bearer " + unknown.text()), 401, "invalid_api_key");
    envelope(send(operation, "Bearer " + revoked.text()), 401, "invalid_api_key");
    envelope(send(operation, "Bearer " + expired.text()), 401, "expired_api_key");
    envelope(send(operation, "Bearer eyJhbGciOiJub25lIn0.e30."), 401, "invalid_api_key");
    envelope(
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
    envelope(api.request().request(method, path), status, code);
  }

  @ParameterizedTest
  @CsvSource({"application/xml", "text/plain", "application/x-www-form-urlencoded", "''"})
  void otherMediaType_returns415(String type) {
    var request = api.request().body("{\"name\":\"Reception\"}");
    if (!type.isEmpty()) {
      request.contentType(type);
    }
    envelope(request.post(PATH), 415, "unsupported_media_type");
    envelope(request.put(PATH + "/" + ID), 415, "unsupported_media_type");
  }

  @Test
  void answerNobodyCanGive_returns406() {
    envelope(api.request().accept("application/xml").get(PATH), 406, "not_acceptable");
  }

  /** A body, the status it gets, and the member it is blamed on, if any. */
  record Body(String name, String json, int status, String field) {}

  static List<Body> bodies() {
    List<Body> bodies = new ArrayList<>();
    for (String broken :
        List.of(
            "",
            " ",
            "{",
            "{\"name\":\"a\"",
            "{'name':'a'}",
            "{\"name\":\"a\",}",
            "name=a",
            "{\"name\":\"a\"}{}",
            "{\"name\":\"\u0001\"}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"temperature\":01}",
            "{\"temperature\":NaN}")) {
      bodies.add(new Body("no JSON", broken, 400, null));
    }
    for (String other : List.of("[]", "\"name\"", "1", "true", "[{\"name\":\"a\"}]")) {
      bodies.add(new Body("no object", other, 400, "body"));
    }
    bodies.add(new Body("no object", "null", 400, null));
    wrongTypes(bodies);
    brokenRules(bodies);
    badText(bodies);
    badUrls(bodies);
    badTools(bodies);
    return bodies;
  }

  private static void wrongTypes(List<Body> bodies) {
    for (String text :
        List.of(
            "name",
            "voice_id",
            "language",
            "system_prompt",
            "first_message",
            "model",
            "webhook_url",
            "transfer_number",
            "voicemail_message")) {
      for (String value : List.of("1", "1.5", "true", "[]", "{}")) {
        bodies.add(wrongType(text, value));
      }
    }
    for (String number : List.of("temperature", "max_duration_seconds")) {
      for (String value : List.of("\"1\"", "true", "[]", "{}", "\"\"")) {
        bodies.add(wrongType(number, value));
      }
    }
    bodies.add(wrongType("max_duration_seconds", "60.5"));
    bodies.add(wrongType("max_duration_seconds", "1e999999999"));
    bodies.add(wrongType("max_duration_seconds", "99999999999"));
    bodies.add(wrongType("tools", "{}"));
    bodies.add(wrongType("tools", "\"\""));
    bodies.add(wrongType("metadata", "[]"));
    bodies.add(wrongType("metadata", "\"\""));
    bodies.add(new Body("wrong type", agent("tools", "[1]"), 400, "tools[0]"));
    bodies.add(new Body("wrong type", agent("metadata", "{\"a\":1}"), 400, "metadata.a"));
    bodies.add(new Body("wrong type", agent("metadata", "{\"a\":{}}"), 400, "metadata.a"));
  }

  private static Body wrongType(String member, String value) {
    return new Body("wrong type", agent(member, value), 400, member);
  }

  private static void brokenRules(List<Body> bodies) {
    bodies.add(new Body("no name", "{}", 422, "name"));
    bodies.add(broken("name", "null"));
    bodies.add(broken("name", "\"\""));
    bodies.add(broken("name", "\" \\t \""));
    bodies.add(broken("name", text(101)));
    bodies.add(broken("status", "\"asleep\""));
    bodies.add(broken("status", "\"ACTIVE\""));
    bodies.add(broken("voice_id", "\"Rachel\""));
    bodies.add(broken("voice_id", "\"\""));
    bodies.add(broken("voice_id", "\"_x\""));
    bodies.add(broken("voice_id", "\"a\\n\""));
    bodies.add(broken("voice_id", text(65)));
    for (String tag :
        List.of(
            "",
            "e",
            "english",
            "xx",
            "en_US",
            "en-UK",
            "en-US-",
            "de-DE-u-co-phonebk",
            "x-private",
            "en US",
            "a".repeat(100))) {
      bodies.add(broken("language", "\"" + tag + "\""));
    }
    bodies.add(broken("system_prompt", text(32_001)));
    bodies.add(broken("first_message", text(1_001)));
    bodies.add(broken("voicemail_message", text(1_001)));
    bodies.add(broken("model", text(101)));
    bodies.add(broken("model", "\"\""));
    bodies.add(broken("model", "\"-gpt\""));
    bodies.add(broken("model", "\"gpt 4\""));
    for (String number :
        List.of(
            "-0.01",
            "2.01",
            "0.123",
            "0.700000000000000000001",
            "1e999999999",
            "1e-999999999",
            "-1e999999999")) {
      bodies.add(broken("temperature", number));
    }
    bodies.add(broken("max_duration_seconds", "29"));
    bodies.add(broken("max_duration_seconds", "14401"));
    for (String number :
        List.of(
            "",
            "5550100",
            "+05550100",
            "+123456",
            "+1234567890123456",
            "+1 555 0100",
            "+1555010a",
            "+15550100\\n")) {
      bodies.add(broken("transfer_number", "\"" + number + "\""));
    }
    bodies.add(new Body("metadata", agent("metadata", "{\"a b\":\"\"}"), 422, "metadata[a b]"));
    bodies.add(new Body("metadata", agent("metadata", "{\"\":\"\"}"), 422, "metadata[]"));
    bodies.add(new Body("metadata", agent("metadata", "{\"a\":null}"), 422, "metadata[a]"));
    bodies.add(
        new Body("metadata", agent("metadata", "{\"a\":" + text(501) + "}"), 422, "metadata[a]"));
    bodies.add(new Body("metadata", agent("metadata", "{\"a\":\"\\u0000\"}"), 422, "metadata[a]"));
    String entries =
        String.join(
            ",",
            java.util.stream.IntStream.range(0, 51).mapToObj(i -> "\"k" + i + "\":\"\"").toList());
    bodies.add(broken("metadata", "{" + entries + "}"));
    bodies.add(new Body("unknown member", agent("colour", "\"red\""), 422, "colour"));
    bodies.add(new Body("unknown member", agent("__proto__", "{}"), 422, "__proto__"));
    bodies.add(new Body("unknown member", agent("voiceId", "\"josh\""), 422, "voiceId"));
    bodies.add(new Body("read-only member", agent("id", "\"agt_1\""), 422, "id"));
    bodies.add(
        new Body("read-only member", agent("phone_number", "\"+15550100\""), 422, "phone_number"));
  }

  private static void badText(List<Body> bodies) {
    List<String> everywhere =
        List.of(
            "\\u0000",
            "\\u0007",
            "\\u001b[31m",
            "\\u009f",
            "\\u202e",
            "\\u2066",
            "\\ud800",
            "\\udc00x",
            "\\u2028");
    for (String member : List.of("name", "system_prompt", "first_message", "voicemail_message")) {
      for (String bad : everywhere) {
        bodies.add(broken(member, "\"a" + bad + "b\""));
      }
    }
    bodies.add(broken("name", "\"a\\nb\""));
    bodies.add(broken("name", "\"a\\tb\""));
  }

  private static void badUrls(List<Body> bodies) {
    for (String url :
        List.of(
            "",
            "example.com",
            "/hook",
            "http://example.com",
            "ftp://example.com",
            "javascript:alert(1)",
            "https://",
            "https:///hook",
            "https://user:pw@example.com",
            "https://user@example.com",
            "https://example.com/#part",
            "https://example.com:0/",
            "https://example.com:65536/",
            "https://exa mple.com",
            "https://example.com/\\u0000",
            "https://ex\\u00e4mple.com",
            "https://example.com/ü",
            "https://exa_mple..com",
            "https://[::1",
            "https://example.com/%zz",
            "https://example.com/" + "x".repeat(2030))) {
      bodies.add(broken("webhook_url", "\"" + url + "\""));
      bodies.add(
          new Body(
              "tool url",
              tools(tool("http", "x", "\"url\":\"" + url + "\"")),
              422,
              "tools[0].url"));
    }
  }

  private static void badTools(List<Body> bodies) {
    String url = "\"url\":\"https://example.com\"";
    bodies.add(new Body("null tool", tools("null"), 422, "tools[0]"));
    bodies.add(new Body("no type", tools("{\"name\":\"x\"}"), 422, "tools[0].type"));
    bodies.add(
        new Body("unknown type", tools("{\"name\":\"x\",\"type\":\"fly\"}"), 422, "tools[0].type"));
    bodies.add(new Body("no name", tools("{\"type\":\"end_call\"}"), 422, "tools[0].name"));
    bodies.add(new Body("bad name", tools(tool("end_call", "a b", null)), 422, "tools[0].name"));
    bodies.add(
        new Body("long name", tools(tool("end_call", "x".repeat(65), null)), 422, "tools[0].name"));
    bodies.add(
        new Body(
            "same name",
            tools(tool("end_call", "x", null) + "," + tool("send_sms", "x", null)),
            422,
            "tools"));
    bodies.add(new Body("no url", tools(tool("http", "x", null)), 422, "tools[0].url"));
    bodies.add(new Body("url not wanted", tools(tool("end_call", "x", url)), 422, "tools[0].url"));
    bodies.add(
        new Body(
            "timeout",
            tools(tool("http", "x", url + ",\"timeout_seconds\":0")),
            422,
            "tools[0].timeout_seconds"));
    bodies.add(
        new Body(
            "timeout",
            tools(tool("http", "x", url + ",\"timeout_seconds\":31")),
            422,
            "tools[0].timeout_seconds"));
    bodies.add(
        new Body(
            "description",
            tools(tool("end_call", "x", "\"description\":" + text(1025))),
            422,
            "tools[0].description"));
    bodies.add(
        new Body(
            "description",
            tools(tool("end_call", "x", "\"description\":\"\\u202e\"")),
            422,
            "tools[0].description"));
    bodies.add(
        new Body(
            "unknown member",
            tools(tool("end_call", "x", "\"colour\":1")),
            422,
            "tools[0].colour"));
    bodies.add(
        new Body(
            "33 tools",
            tools(
                String.join(
                    ",",
                    java.util.stream.IntStream.range(0, 33)
                        .mapToObj(i -> tool("end_call", "x" + i, null))
                        .toList())),
            422,
            "tools"));
    bodies.add(
        new Body(
            "parameters",
            tools(tool("http", "x", url + ",\"parameters\":[]")),
            400,
            "tools[0].parameters"));
    bodies.add(
        new Body(
            "parameters",
            tools(tool("http", "x", url + ",\"parameters\":\"{}\"")),
            400,
            "tools[0].parameters"));
    for (String schema :
        List.of(
            "{\"type\":\"string\"}",
            "{\"a\":\"\\u0000\"}",
            "{\"\\u0000\":1}",
            "{\"a\":[\"\\ud800\"]}",
            "{\"a\":1e999}",
            "{\"a\":" + "[".repeat(10) + "]".repeat(10) + "}",
            "{\"a\":" + text(17_000) + "}")) {
      bodies.add(
          new Body(
              "parameters",
              tools(tool("http", "x", url + ",\"parameters\":" + schema)),
              422,
              "tools[0].parameters"));
    }
  }

  private static Body broken(String member, String value) {
    return new Body("broken rule", agent(member, value), 422, member);
  }

  private static String agent(String member, String value) {
    String name = member.equals("name") ? "" : "\"name\":\"Reception\",";
    return "{" + name + "\"" + member + "\":" + value + "}";
  }

  private static String tools(String tools) {
    return agent("tools", "[" + tools + "]");
  }

  private static String tool(String type, String name, String more) {
    return "{\"type\":\""
        + type
        + "\",\"name\":\""
        + name
        + "\""
        + (more == null ? "" : "," + more)
        + "}";
  }

  private static String text(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }

  @TestFactory
  Stream<DynamicTest> badBody_isRefusedWhenMadeAndWhenChanged() {
    String id = api.createNamed("Reception");
    return bodies().stream()
        .flatMap(
            body ->
                Stream.of(
                    test("POST", body, () -> api.post(body.json())),
                    test("PUT", body, () -> api.put(id, body.json()))))
        .filter(java.util.Objects::nonNull);
  }

  private DynamicTest test(String method, Body body, Supplier<ValidatableResponse> send) {
    if (method.equals("PUT") && body.json().equals("{}")) {
      return null;
    }
    String shown = body.json().length() > 80 ? body.json().substring(0, 80) + "…" : body.json();
    return DynamicTest.dynamicTest(
        method + " " + body.name() + ": " + shown,
        () -> {
          ValidatableResponse answer = send.get();
          String code =
              body.status() == 422
                  ? "validation_error"
                  : body.field() == null ? "invalid_json" : "invalid_parameter";
          envelope(answer.extract().response(), body.status(), code);
          if (body.field() != null) {
            answer.body("error.details.field", hasItem(body.field()));
          }
          api.list("")
              .body("pagination.total", equalTo(1))
              .body("data[0].name", equalTo("Reception"));
        });
  }

  @Test
  void severalUnknownMembers_areAllNamed() {
    api.post("{\"name\":\"a\",\"x\":1,\"y\":{\"z\":[]},\"voice_id\":\"josh\",\"w\":null}")
        .statusCode(422)
        .body("error.details.field", equalTo(List.of("x", "y", "w")));
  }

  @Test
  void bodyOfTenMegabytes_returns413() {
    byte[] body = ("{\"name\":\"" + "x".repeat(10 << 20) + "\"}").getBytes();
    envelope(
        api.request().contentType("application/json").body(body).post(PATH),
        413,
        "payload_too_large");
    envelope(
        api.request().contentType("application/json").body(body).put(PATH + "/" + ID),
        413,
        "payload_too_large");
  }

  @Test
  void deepNesting_isRefused() {
    String deep = "[".repeat(1_001) + "]".repeat(1_001);
    envelope(api.post(agent("tools", deep)).extract().response(), 400, "invalid_json");
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
      envelope(answer, 422, "validation_error");
    }
  }

  private static void envelope(Response answer, int status, String code) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/json")
        .header("X-Request-Id", matchesPattern("req_[A-Za-z0-9]+"))
        .body("error.status", equalTo(status))
        .body("error.code", equalTo(code))
        .body("error.request_id", equalTo(answer.header("X-Request-Id")))
        .body("error.message", matchesPattern("\\w.*"))
        .body("error.message", not(containsString("com.")))
        .body("error.message", not(containsString("java.")));
  }
}
