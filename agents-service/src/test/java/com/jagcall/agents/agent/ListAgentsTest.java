package com.jagcall.agents.agent;

import static com.jagcall.agents.agent.AgentsApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListAgentsTest {
  Backends backends;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.of(backends);
  }

  @Test
  void noAgents_isAnEmptyFirstPage() {
    api.list("")
        .statusCode(200)
        .body("data", empty())
        .body("pagination.page", equalTo(1))
        .body("pagination.per_page", equalTo(20))
        .body("pagination.total", equalTo(0));
  }

  @Test
  void severalAgents_areListedInFullNewestFirst() {
    api.createNamed("First");
    String second = api.createNamed("Second");
    Object alone = api.get(second).extract().path("");
    Response list =
        api.list("")
            .statusCode(200)
            .body("data.name", equalTo(List.of("Second", "First")))
            .extract()
            .response();
    assertEquals(alone, list.path("data[0]"));
  }

  @Test
  void getWithJsonContentTypeAndNoBody_isServed() {
    api.createNamed("Reception");
    api.request()
        .contentType(ContentType.JSON)
        .get(PATH)
        .then()
        .statusCode(200)
        .body("data.name", equalTo(List.of("Reception")));
  }

  @Test
  void pages_divideTheList_andAPageBeyondItKnowsTheTotal() {
    IntStream.rangeClosed(1, 5).forEach(i -> api.createNamed("Agent " + i));
    assertEquals(List.of("Agent 5", "Agent 4"), api.names("?per_page=2"));
    assertEquals(List.of("Agent 3", "Agent 2"), api.names("?page=2&per_page=2"));
    assertEquals(List.of("Agent 1"), api.names("?page=3&per_page=2"));
    api.list("?page=4&per_page=2")
        .statusCode(200)
        .body("data", empty())
        .body("pagination.page", equalTo(4))
        .body("pagination.per_page", equalTo(2))
        .body("pagination.total", equalTo(5));
  }

  @Test
  void agentsOfOneInstant_areInAStableOrder() {
    List<String> ids = IntStream.range(0, 4).mapToObj(i -> api.createNamed("Same")).toList();
    backends
        .postgres()
        .execute(
            "UPDATE agents.agent SET created_at = '2026-01-01Z' WHERE organization_id = '%s'"
                .formatted(api.organization().id()));
    List<String> paged =
        IntStream.rangeClosed(1, 4)
            .mapToObj(page -> api.list("?per_page=1&page=" + page).extract())
            .map(page -> page.<String>path("data[0].id"))
            .toList();
    assertEquals(ids.stream().sorted((a, b) -> b.compareTo(a)).toList(), paged);
  }

  @Test
  void statusFilter_keepsOnlyThatStatus() {
    api.create("{\"name\":\"Awake\"}");
    api.create("{\"name\":\"Asleep\",\"status\":\"inactive\"}");
    assertEquals(List.of("Awake"), api.names("?status=active"));
    api.list("?status=inactive")
        .body("data.name", equalTo(List.of("Asleep")))
        .body("pagination.total", equalTo(1));
  }

  @ParameterizedTest
  @CsvSource({
    "rec, 'Recovery,RECEPTION'",
    "RECEP, RECEPTION",
    "straße, 'STRASSE 9,Straße 7'",
    "STRASSE 9, STRASSE 9",
    "ÉCOLE, École",
    "_, _under",
    "%, ''",
    "100%, 100% sure",
    "eption, ''",
    "\\, ''",
  })
  void nameFilter_isAStartInAnyCase(String start, String expected) {
    Stream.of("RECEPTION", "Recovery", "Straße 7", "STRASSE 9", "École", "_under", "100% sure")
        .forEach(api::createNamed);
    List<String> names = expected.isEmpty() ? List.of() : List.of(expected.split(","));
    api.request()
        .queryParam("name", start)
        .get(PATH)
        .then()
        .statusCode(200)
        .body("data.name", equalTo(names))
        .body("pagination.total", equalTo(names.size()));
  }

  @Test
  void phoneNumberFilter_findsTheAgentItIsAssignedTo() {
    String id = api.createNamed("Reception");
    api.createNamed("Sales");
    backends
        .postgres()
        .execute("UPDATE agents.agent SET phone_number = '+15550100123' WHERE id = '" + id + "'");
    api.list("?phone_number=%2B15550100123")
        .statusCode(200)
        .body("data.id", equalTo(List.of(id)))
        .body("data[0].phone_number", equalTo("+15550100123"));
    api.list("?phone_number=+15550100123").body("data.id", equalTo(List.of(id)));
    assertEquals(List.of(), api.names("?phone_number=%2B15550100124"));
  }

  @Test
  void timeFilters_leaveTheirOwnInstantOut() {
    String first = api.createNamed("First");
    String second = api.createNamed("Second");
    String third = api.createNamed("Third");
    String from = api.get(first).extract().path("created_at");
    String to = api.get(third).extract().path("created_at");
    api.list("?created_after=" + from + "&created_before=" + to)
        .statusCode(200)
        .body("data.id", equalTo(List.of(second)));
    assertEquals(List.of(), api.names("?created_after=2100-01-01T00:00:00%2B02:00"));
  }

  @Test
  void severalFilters_mustAllHold() {
    api.create("{\"name\":\"Reception\"}");
    api.create("{\"name\":\"Reception 2\",\"status\":\"inactive\"}");
    api.create("{\"name\":\"Sales\"}");
    assertEquals(
        List.of("Reception"),
        api.names("?name=r&status=active&created_after=2020-01-01T00:00:00Z&per_page=1"));
  }

  @Test
  void testAndLiveAgents_areApart() {
    AgentsApi testMode = api.testMode(backends);
    api.createNamed("Live");
    testMode.createNamed("Test");
    assertEquals(List.of("Live"), api.names(""));
    assertEquals(List.of("Test"), testMode.names(""));
  }

  @Test
  void otherOrganizationsAgents_areNotListed() {
    AgentsApi.of(backends).createNamed("Theirs");
    assertEquals(List.of(), api.names(""));
  }

  @Test
  void oneStatement_readsRowsAndTotal() {
    api.createNamed("Reception");
    long reads = Statements.queries(backends.postgres());
    api.list("?name=rec&status=active").body("pagination.total", equalTo(1));
    assertEquals(reads + 1, Statements.queries(backends.postgres()));
  }

  @ParameterizedTest
  @CsvSource({
    "status=asleep, status",
    "status=ACTIVE, status",
    "created_after=yesterday, created_after",
    "created_after=2026-01-01, created_after",
    "created_before=2026-13-01T00:00:00Z, created_before",
    "created_before=%2B99999-01-01T00:00:00Z, created_before",
    "phone_number=5550100, phone_number",
    "phone_number=%2B0123456789, phone_number",
    "page=x, page",
    "per_page=1.5, per_page",
  })
  void unreadableParameter_returns400(String query, String parameter) {
    api.list("?" + query)
        .statusCode(400)
        .body("error.code", equalTo("invalid_parameter"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @Test
  void severalUnreadableParameters_areAllNamed() {
    api.list("?status=x&created_after=x&created_before=x&phone_number=x")
        .statusCode(400)
        .body(
            "error.details.field",
            equalTo(List.of("status", "phone_number", "created_after", "created_before")));
  }

  @ParameterizedTest
  @CsvSource({
    "page=0, page",
    "page=-1, page",
    "page=99999999999, page",
    "per_page=0, per_page",
    "per_page=101, per_page",
    "name=a%00b, name",
    "name=a%E2%80%AEb, name",
  })
  void parameterOutOfItsRange_returns422(String query, String parameter) {
    api.list("?" + query)
        .statusCode(422)
        .body("error.code", equalTo("validation_error"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @Test
  void nameFilterTooLong_returns422() {
    api.list("?name=" + "x".repeat(100)).statusCode(200);
    api.list("?name=" + "x".repeat(101))
        .statusCode(422)
        .body("error.details.field", equalTo(List.of("name")));
  }

  @Test
  void noKey_returns401() {
    given().get(PATH).then().statusCode(401).body("error.code", equalTo("missing_api_key"));
  }

  @Test
  void scopeMissing_returns403() {
    api.without(backends, Scope.AGENTS_READ)
        .list("")
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "GET /v1/agents", 3);
    IntStream.range(0, 3).forEach(i -> api.list("").statusCode(200));
    String wait =
        api.list("")
            .statusCode(429)
            .body("error.code", equalTo("rate_limit_exceeded"))
            .extract()
            .header("Retry-After");
    assertTrue(Integer.parseInt(wait) >= 1 && Integer.parseInt(wait) <= 60, wait);
  }
}
