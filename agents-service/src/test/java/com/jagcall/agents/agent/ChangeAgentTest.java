package com.jagcall.agents.agent;

import static com.jagcall.agents.agent.AgentsApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ChangeAgentTest {
  private static final String ABSENT = "agt_0000000000000000";

  Backends backends;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.of(backends);
  }

  @Test
  void oneMember_changesAloneWithTheTimeOfChange() {
    String id =
        api.create(
            "{\"name\":\"Reception\",\"model\":\"gpt\",\"tools\":[{\"type\":\"end_call\",\"name\":\"x\"}]}");
    Map<String, Object> before = api.get(id).extract().path("");
    Map<String, Object> answer =
        api.put(id, "{\"status\":\"inactive\"}").statusCode(200).extract().path("");
    assertEquals(answer, api.get(id).extract().path(""));
    assertTrue(
        Instant.parse((String) answer.get("updated_at"))
            .isAfter(Instant.parse((String) before.get("updated_at"))));
    Map<String, Object> expected = new HashMap<>(before);
    expected.put("status", "inactive");
    expected.put("updated_at", answer.get("updated_at"));
    assertEquals(expected, answer);
  }

  @Test
  void null_clearsWhatCanBeEmpty() {
    String id =
        api.create(
            """
            {"name": "Reception", "first_message": "Hello", "model": "gpt", "transfer_number": "+15550100123",
             "voicemail_message": "Bye", "webhook_url": "https://example.com"}
            """);
    api.put(
            id,
            """
            {"first_message": null, "model": null, "transfer_number": null,
             "voicemail_message": null, "webhook_url": null}
            """)
        .statusCode(200)
        .body("name", equalTo("Reception"))
        .body("first_message", nullValue())
        .body("model", nullValue())
        .body("transfer_number", nullValue())
        .body("voicemail_message", nullValue())
        .body("webhook_url", nullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "status",
        "voice_id",
        "language",
        "system_prompt",
        "temperature",
        "max_duration_seconds",
        "tools",
        "metadata"
      })
  void null_isRefusedWhereThereMustBeSomething(String member) {
    String id = api.createNamed("Reception");
    Object before = api.get(id).extract().path("");
    api.put(id, "{\"" + member + "\":null,\"model\":\"gpt\"}")
        .statusCode(422)
        .body("error.details.field", equalTo(List.of(member)));
    assertEquals(before, api.get(id).extract().path(""));
  }

  @Test
  void toolsAndMetadata_areReplacedAsAWhole() {
    String id =
        api.create(
            """
            {"name": "Reception", "metadata": {"a": "1", "b": "2"}, "tools": [
              {"type": "end_call", "name": "one"}, {"type": "send_sms", "name": "two"}]}
            """);
    api.put(
            id,
            "{\"metadata\":{\"c\":\"3\"},\"tools\":[{\"type\":\"send_dtmf\",\"name\":\"three\"}]}")
        .statusCode(200)
        .body("metadata", equalTo(Map.of("c", "3")))
        .body("tools.name", equalTo(List.of("three")));
    api.put(id, "{\"metadata\":{},\"tools\":[]}")
        .statusCode(200)
        .body("metadata", anEmptyMap())
        .body("tools", equalTo(List.of()));
  }

  @Test
  void newName_isFoundByTheFilter() {
    String id = api.createNamed("Reception");
    api.put(id, "{\"name\":\" Sales \"}").statusCode(200).body("name", equalTo("Sales"));
    assertEquals(List.of("Sales"), api.names("?name=sa"));
    assertEquals(List.of(), api.names("?name=rec"));
  }

  @Test
  void phoneNumber_outlivesAChange() {
    String id = api.createNamed("Reception");
    backends
        .postgres()
        .execute("UPDATE agents.agent SET phone_number = '+15550100123' WHERE id = '" + id + "'");
    api.put(id, "{\"name\":\"Sales\"}").body("phone_number", equalTo("+15550100123"));
    api.get(id).body("phone_number", equalTo("+15550100123"));
  }

  @Test
  void concurrentChangesOfDifferentMembers_allSurvive() {
    AgentsApi fast = AgentsApi.unlimited(backends);
    String id = fast.createNamed("Reception");
    List<String> changes =
        List.of(
            "{\"voice_id\":\"josh\"}",
            "{\"language\":\"de\"}",
            "{\"system_prompt\":\"Be kind.\"}",
            "{\"first_message\":\"Hello\"}",
            "{\"model\":\"gpt\"}",
            "{\"temperature\":1}",
            "{\"max_duration_seconds\":60}",
            "{\"metadata\":{\"a\":\"b\"}}");
    List<CompletableFuture<Integer>> running =
        changes.stream()
            .map(
                change ->
                    CompletableFuture.supplyAsync(
                        () -> fast.put(id, change).extract().statusCode()))
            .toList();
    running.forEach(change -> assertEquals(200, change.join()));
    fast.get(id)
        .body("voice_id", equalTo("josh"))
        .body("language", equalTo("de"))
        .body("system_prompt", equalTo("Be kind."))
        .body("first_message", equalTo("Hello"))
        .body("model", equalTo("gpt"))
        .body("temperature", equalTo(1))
        .body("max_duration_seconds", equalTo(60))
        .body("metadata", equalTo(Map.of("a", "b")));
  }

  @Test
  void everyChange_movesTheTimeOfChangeForward() {
    String id = api.createNamed("Reception");
    List<String> times =
        IntStream.range(0, 5)
            .mapToObj(i -> api.put(id, "{\"name\":\"Sales\"}").extract().<String>path("updated_at"))
            .toList();
    assertEquals(
        times.stream().map(Instant::parse).sorted().distinct().toList(),
        times.stream().map(Instant::parse).toList());
  }

  @Test
  void readOnlyMembers_areAllNamedIn422() {
    String id = api.createNamed("Reception");
    api.put(
            id,
            """
            {"id": "x", "phone_number": null, "created_at": "2026-01-01T00:00:00Z", "updated_at": 1}
            """)
        .statusCode(422)
        .body(
            "error.details.field",
            equalTo(List.of("id", "phone_number", "created_at", "updated_at")))
        .body("error.details[0].message", equalTo("cannot be set"));
  }

  @Test
  void unknownMembers_areAllNamedIn422() {
    String id = api.createNamed("Reception");
    api.put(id, "{\"colour\":\"red\",\"name\":\"Sales\",\"voiceId\":\"josh\"}")
        .statusCode(422)
        .body("error.details.field", equalTo(List.of("colour", "voiceId")));
    api.get(id).body("name", equalTo("Reception"));
  }

  @Test
  void otherOrganizationsAgent_answersAsAnAbsentOne() {
    AgentsApi others = AgentsApi.of(backends);
    String theirs = others.createNamed("Theirs");
    assertEquals(notFound(ABSENT), notFound(theirs));
    assertEquals(notFound(ABSENT), notFound("malformed"));
    others.get(theirs).body("name", equalTo("Theirs"));
  }

  @Test
  void agentOfTheOtherMode_answersAsAnAbsentOne() {
    String live = api.createNamed("Live");
    api.testMode(backends).put(live, "{\"name\":\"Mine\"}").statusCode(404);
    api.get(live).body("name", equalTo("Live"));
  }

  @Test
  void noKey_returns401() {
    given()
        .contentType("application/json")
        .body("{}")
        .put(PATH + "/" + ABSENT)
        .then()
        .statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    String id = api.createNamed("Reception");
    api.without(backends, Scope.AGENTS_WRITE)
        .put(id, "{\"name\":\"Sales\"}")
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "write", 1);
    String id = api.createNamed("Reception");
    api.put(id, "{\"name\":\"Sales\"}").statusCode(200);
    api.put(id, "{\"name\":\"Support\"}")
        .statusCode(429)
        .body("error.code", equalTo("rate_limit_exceeded"));
    api.get(id).body("name", equalTo("Sales"));
  }

  private Map<String, Object> notFound(String id) {
    return Envelope.notFound(api.put(id, "{\"name\":\"Mine\"}"));
  }
}
