package com.jagcall.agents.agent;

import static com.jagcall.agents.agent.AgentsApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CreateAgentTest {
  private static final String EVERYTHING =
      """
      {"name": "Reception", "status": "inactive", "voice_id": "josh", "language": "pt-BR",
       "system_prompt": "Be kind.\\nBe brief.", "first_message": "Olá!", "model": "openai/gpt-4o:mini",
       "temperature": 1.25, "max_duration_seconds": 600, "webhook_url": "https://example.com/hook?a=b",
       "tools": [
         {"type": "http", "name": "book", "description": "Books.", "url": "https://example.com/book",
          "parameters": {"type": "object", "required": ["day"], "properties": {
            "hour": {"type": "number", "minimum": 0.10, "maximum": 12345678901234567890.5},
            "day": {"type": "string"}}},
          "timeout_seconds": 30},
         {"type": "end_call", "name": "hang_up", "description": null, "url": null, "parameters": null,
          "timeout_seconds": 10}],
       "transfer_number": "+15550100123", "voicemail_message": "Call back.",
       "sms_replies": true,
       "extraction_schema": {"type": "object", "properties": {"z": {"type": "number", "maximum": 0.10},
         "day": {"type": "string"}}},
       "metadata": {"team": "front-desk", "cost.centre": "Grüße, 日本"}}
      """;

  Backends backends;
  @Inject ObjectMapper json;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.of(backends);
  }

  @Test
  void onlyAName_takesEveryDefault() {
    Instant before = Instant.now().minus(Duration.ofMillis(1));
    Response created =
        api.post("{\"name\":\"Reception\"}")
            .statusCode(201)
            .body("id", matchesPattern("agt_[A-Za-z0-9]{16,}"))
            .body("name", equalTo("Reception"))
            .body("status", equalTo("active"))
            .body("phone_number", nullValue())
            .body("voice_id", equalTo("rachel"))
            .body("language", equalTo("en"))
            .body("system_prompt", equalTo(""))
            .body("first_message", nullValue())
            .body("model", nullValue())
            .body("temperature", equalTo(0.7f))
            .body("max_duration_seconds", equalTo(1800))
            .body("webhook_url", nullValue())
            .body("tools", equalTo(List.of()))
            .body("transfer_number", nullValue())
            .body("voicemail_message", nullValue())
            .body("sms_replies", equalTo(false))
            .body("extraction_schema", nullValue())
            .body("metadata", anEmptyMap())
            .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{8,15}Z"))
            .extract()
            .response();
    assertEquals(created.<String>path("created_at"), created.<String>path("updated_at"));
    Instant at = Instant.parse(created.path("created_at"));
    assertTrue(at.isAfter(before) && at.isBefore(Instant.now()), at::toString);
  }

  @Test
  void everyMember_isKeptAsWritten() throws Exception {
    String body = api.post(EVERYTHING).statusCode(201).extract().asString();
    JsonNode created = json.readTree(body);
    json.readTree(EVERYTHING)
        .properties()
        .forEach(
            member ->
                assertEquals(member.getValue(), created.get(member.getKey()), member::getKey));
    JsonNode read = json.readTree(api.get(created.get("id").textValue()).extract().asString());
    assertEquals(created, read);
    assertEquals(created.get("tools").toString(), read.get("tools").toString(), "order kept");
    assertEquals(
        created.get("extraction_schema").toString(),
        read.get("extraction_schema").toString(),
        "order kept");
  }

  @Test
  void location_leadsToTheAgent() {
    Response created = api.post("{\"name\":\"Reception\"}").extract().response();
    String location = created.header("Location");
    assertTrue(location.endsWith(PATH + "/" + created.path("id")), location);
    api.request().get(location).then().statusCode(200).body("name", equalTo("Reception"));
  }

  @Test
  void surroundingSpaceAndUnusualForms_areBroughtIntoOne() {
    api.post("{\"name\":\"  Re ception\\n\",\"language\":\"ZH-hans-cn\",\"temperature\":0.50}")
        .statusCode(201)
        .body("name", equalTo("Re ception"))
        .body("language", equalTo("zh-Hans-CN"))
        .body("temperature", equalTo(0.5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 17_000, 32_000})
  void longPrompt_isKept(int length) {
    String prompt = "ü".repeat(length);
    String id = api.create("{\"name\":\"Reception\",\"system_prompt\":\"" + prompt + "\"}");
    api.get(id).body("system_prompt", equalTo(prompt));
  }

  @Test
  void sameIdempotencyKey_makesOneAgent() {
    Response first = postWithKey("{\"name\":\"Reception\",\"temperature\":0.50}");
    Response second = postWithKey("{\"name\":\"Reception\",\"temperature\":0.50}");
    assertEquals(201, second.statusCode());
    assertEquals(first.asString(), second.asString());
    assertEquals(first.header("Location"), second.header("Location"));
    assertEquals("true", second.header("Idempotent-Replayed"));
    api.list("").body("pagination.total", equalTo(1));
  }

  @Test
  void sameIdempotencyKeyForAnotherAgent_returns409() {
    postWithKey("{\"name\":\"Reception\"}");
    postWithKey("{\"name\":\"Sales\"}")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("idempotency_conflict"));
    api.list("").body("pagination.total", equalTo(1));
  }

  @Test
  void noKey_returns401() {
    given()
        .contentType("application/json")
        .body("{\"name\":\"Reception\"}")
        .post(PATH)
        .then()
        .statusCode(401)
        .body("error.code", equalTo("missing_api_key"));
  }

  @Test
  void scopeMissing_returns403() {
    api.without(backends, Scope.AGENTS_WRITE)
        .post("{\"name\":\"Reception\"}")
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void everyBrokenRule_isNamedInOne422() {
    api.post(
            """
            {"name": " ", "voice_id": null, "temperature": 2.01, "max_duration_seconds": 29,
             "tools": [{"type": "http", "name": "a b", "timeout_seconds": 31}],
             "metadata": {"bad key": "x", "long": "%s"}}
            """
                .formatted("x".repeat(501)))
        .statusCode(422)
        .body("error.code", equalTo("validation_error"))
        .body(
            "error.details.field",
            equalTo(
                List.of(
                    "max_duration_seconds",
                    "metadata[bad key]",
                    "metadata[long]",
                    "name",
                    "temperature",
                    "tools[0].name",
                    "tools[0].timeout_seconds",
                    "tools[0].url",
                    "voice_id")));
  }

  @Test
  void oneTooMany_returns409_andDeletingMakesRoom() {
    String id = api.createNamed("Reception");
    countAgents(api, AgentRepository.MAX_AGENTS);
    api.post("{\"name\":\"Sales\"}")
        .statusCode(409)
        .body("error.code", equalTo("conflict"))
        .body("error.message", endsWith("delete one to make room."));
    api.testMode(backends).post("{\"name\":\"Sales\"}").statusCode(201);
    api.delete(id).statusCode(200);
    api.post("{\"name\":\"Sales\"}").statusCode(201);
  }

  @Test
  void concurrentAgentsForTheLastPlace_makeOne() {
    AgentsApi fast = AgentsApi.unlimited(backends);
    fast.createNamed("First");
    countAgents(fast, AgentRepository.MAX_AGENTS - 1);
    List<CompletableFuture<Integer>> running =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> fast.post("{\"name\":\"Next\"}").extract().statusCode()))
            .toList();
    assertEquals(
        List.of(201, 409, 409, 409, 409, 409),
        running.stream().map(CompletableFuture::join).sorted().toList());
    fast.list("").body("pagination.total", equalTo(2));
  }

  @Test
  void overTheLimit_returns429() {
    List<Integer> statuses =
        IntStream.range(0, 31)
            .mapToObj(i -> api.post("{\"name\":\"Agent\"}").extract().statusCode())
            .toList();
    assertEquals(
        Stream.concat(Stream.generate(() -> 201).limit(30), Stream.of(429)).toList(), statuses);
    api.list("").body("pagination.total", equalTo(30));
  }

  private void countAgents(AgentsApi of, int agents) {
    backends
        .postgres()
        .execute(
            "UPDATE agents.agent_count SET agents = %d WHERE organization_id = '%s'"
                .formatted(agents, of.organization().id()));
  }

  private Response postWithKey(String body) {
    return api.request()
        .header("Idempotency-Key", "one-" + api.organization().id())
        .contentType("application/json")
        .body(body)
        .post(PATH);
  }
}
