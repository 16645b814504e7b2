package com.jagcall.agents.agent;

import static com.jagcall.agents.agent.AgentsApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GetAgentTest {
  private static final String ABSENT = "agt_0000000000000000";

  Backends backends;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.of(backends);
  }

  @Test
  void ownAgent_isAnsweredAsItWasMade() {
    Map<String, Object> created = api.post("{\"name\":\"Reception\"}").extract().path("");
    assertEquals(created, api.get((String) created.get("id")).statusCode(200).extract().path(""));
  }

  @Test
  void oneStatement_readsAnAgent() {
    String id = api.createNamed("Reception");
    long before = Statements.queries(backends.postgres());
    api.get(id).statusCode(200);
    assertEquals(before + 1, Statements.queries(backends.postgres()));
  }

  @Test
  void otherOrganizationsAgent_answersAsAnAbsentOne() {
    String theirs = AgentsApi.of(backends).createNamed("Theirs");
    assertEquals(notFound(ABSENT), notFound(theirs));
  }

  @Test
  void agentOfTheOtherMode_answersAsAnAbsentOne() {
    String live = api.createNamed("Live");
    api.testMode(backends).get(live).statusCode(404);
    api.get(live).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "agt_",
        "agt_short",
        "call_0000000000000000",
        "agt_000000000000000%00",
        "agt_0000000000000000'",
        "AGT_0000000000000000",
        "agt_éééééééééééééééé"
      })
  void malformedIdentifier_answersAsAnAbsentOneWithoutAQuery(String id) {
    Map<String, Object> absent = notFound(ABSENT);
    long before = Statements.queries(backends.postgres());
    assertEquals(absent, notFound(id));
    assertEquals(before, Statements.queries(backends.postgres()));
  }

  @Test
  void noKey_returns401() {
    given().get(PATH + "/" + ABSENT).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403_whetherItExistsOrNot() {
    String id = api.createNamed("Reception");
    AgentsApi blind = api.without(backends, Scope.AGENTS_READ);
    blind.get(id).statusCode(403).body("error.code", equalTo("insufficient_scope"));
    blind.get(ABSENT).statusCode(403).body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "read", 2);
    IntStream.range(0, 2).forEach(i -> api.get(ABSENT).statusCode(404));
    api.get(ABSENT).statusCode(429).body("error.code", equalTo("rate_limit_exceeded"));
  }

  private Map<String, Object> notFound(String id) {
    return Envelope.notFound(api.request().urlEncodingEnabled(false).get(PATH + "/" + id).then());
  }
}
