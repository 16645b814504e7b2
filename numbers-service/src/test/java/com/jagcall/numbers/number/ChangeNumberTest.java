package com.jagcall.numbers.number;

import static com.jagcall.common.testing.Envelope.notFound;
import static com.jagcall.numbers.testing.NumbersApi.PATH;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import com.jagcall.numbers.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangeNumberTest {
  private static final String ABSENT = "pn_0000000000000000";

  Backends backends;
  Peers peers;
  private NumbersApi api;

  @BeforeEach
  void newOrganization() {
    api = NumbersApi.unlimited(backends);
  }

  @AfterEach
  void everybodyIsBack() {
    peers.agents().setAway(false);
  }

  private String agent() {
    return peers.agents().agent(api.organization().id(), "live");
  }

  @Test
  void numberIsAssigned_reassigned_andUnassigned_andTheAgentsAreTold() {
    String number = Operator.stock(backends);
    String id = api.own(number);
    String first = agent();
    String second = agent();
    api.assign(id, first).statusCode(200).body("agent_id", equalTo(first));
    api.assign(id, first).statusCode(200).body("agent_id", equalTo(first));
    api.assign(id, second).statusCode(200).body("agent_id", equalTo(second));
    api.assign(id, null).statusCode(200).body("agent_id", nullValue());
    api.assign(id, null).statusCode(200).body("agent_id", nullValue());
    api.get(id).body("agent_id", nullValue());
    await().until(() -> peers.agents().told(second).size() == 2);
    assertEquals(Arrays.asList(number, null), toldNumbers(first));
    assertEquals(Arrays.asList(number, null), toldNumbers(second));
  }

  private List<String> toldNumbers(String agent) {
    return peers.agents().told(agent).stream()
        .map(told -> told.getString("phone_number"))
        .toList()
        .stream()
        .collect(ArrayList::new, List::add, List::addAll);
  }

  @Test
  void agentWithANumber_returns409_untilThatOneIsUnassigned() {
    List<String> numbers = Operator.stock(backends, 2);
    String first = api.own(numbers.get(0));
    String second = api.own(numbers.get(1));
    String agent = agent();
    api.assign(first, agent).statusCode(200);
    api.assign(second, agent)
        .statusCode(409)
        .body("error.code", equalTo("conflict"))
        .body("error.message", equalTo("The agent has a number already: unassign that one first."));
    api.get(second).body("agent_id", nullValue());
    api.assign(first, null).statusCode(200);
    api.assign(second, agent).statusCode(200);
    await().until(() -> peers.agents().told(agent).size() == 3);
    assertEquals(Arrays.asList(numbers.get(0), null, numbers.get(1)), toldNumbers(agent));
  }

  @Test
  void concurrentAssignmentsToOneAgent_oneWins_andTheAgentIsToldOfThatOne() {
    List<String> numbers = Operator.stock(backends, 8);
    List<String> ids = numbers.stream().map(api::own).toList();
    String agent = agent();
    List<CompletableFuture<Integer>> running =
        ids.stream()
            .map(
                id ->
                    CompletableFuture.supplyAsync(
                        () -> api.assign(id, agent).extract().statusCode()))
            .toList();
    List<Integer> statuses = running.stream().map(CompletableFuture::join).toList();
    assertEquals(1, Collections.frequency(statuses, 200));
    assertEquals(7, Collections.frequency(statuses, 409));
    await().until(() -> !peers.agents().told(agent).isEmpty());
    assertEquals(List.of(numbers.get(statuses.indexOf(200))), toldNumbers(agent));
  }

  @Test
  void deletedAgent_losesItsNumber_andNobodyElsesDoes() {
    List<String> numbers = Operator.stock(backends, 2);
    String id = api.own(numbers.get(0));
    String other = api.own(numbers.get(1));
    String agent = agent();
    String kept = agent();
    api.assign(id, agent).statusCode(200);
    api.assign(other, kept).statusCode(200);
    String foreign = NumbersApi.of(backends).organization().id();
    tell("evt_a" + agent, foreign, "live", agent, "agents-service")
        .body("refused", equalTo(List.of()));
    tell("evt_b" + agent, api.organization().id(), "test", agent, "agents-service");
    api.get(id).body("agent_id", equalTo(agent));
    tell("evt_c" + agent, api.organization().id(), "live", agent, "calls-service")
        .body("refused", equalTo(List.of("evt_c" + agent)));
    api.get(id).body("agent_id", equalTo(agent));
    tell("evt_d" + agent, api.organization().id(), "live", agent, "agents-service")
        .body("refused", equalTo(List.of()));
    api.get(id).body("agent_id", nullValue());
    api.get(other).body("agent_id", equalTo(kept));
  }

  private io.restassured.response.ValidatableResponse tell(
      String event, String organization, String mode, String agent, String sender) {
    JsonObject payload =
        new JsonObject()
            .put("organization_id", organization)
            .put("mode", mode)
            .put("agent_id", agent);
    return given()
        .header("Authorization", "Bearer " + backends.keys().service(sender, "numbers-service"))
        .contentType(ContentType.JSON)
        .body(
            """
            {"events":[{"id":"%s","type":"agent.deleted","key":"%s",
              "at":"2026-01-01T00:00:00Z","payload":%s}]}
            """
                .formatted(event, agent, payload.encode()))
        .post("/internal/events")
        .then()
        .statusCode(200);
  }

  @Test
  void agentThatIsNotTheirs_returns422() {
    String id = api.own(Operator.stock(backends));
    String foreign = peers.agents().agent(NumbersApi.of(backends).organization().id(), "live");
    for (String agent : List.of(foreign, "agt_0000000000000000", "", "x", "a/../b")) {
      api.assign(id, agent)
          .statusCode(422)
          .body("error.details.field", equalTo(List.of("agent_id")))
          .body("error.details.message", equalTo(List.of("is not one of your agents")));
    }
  }

  @Test
  void agentsAway_returns503_butUnassigningGoesOn() {
    String id = api.own(Operator.stock(backends));
    String agent = agent();
    api.assign(id, agent).statusCode(200);
    peers.agents().setAway(true);
    api.assign(id, agent()).statusCode(503);
    api.assign(id, null).statusCode(200);
  }

  @Test
  void foreignNumber_answersAsAnAbsentOne() {
    String theirs = NumbersApi.of(backends).own(Operator.stock(backends));
    String agent = agent();
    assertEquals(notFound(api.assign(ABSENT, agent)), notFound(api.assign(theirs, agent)));
    assertEquals(notFound(api.assign(ABSENT, null)), notFound(api.assign(theirs, null)));
    assertEquals(notFound(api.assign(ABSENT, "x")), notFound(api.assign(theirs, "x")));
    String live = api.own(Operator.stock(backends));
    notFound(api.testMode(backends).assign(live, null));
  }

  @Test
  void noKey_returns401() {
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .patch(PATH + "/" + ABSENT)
        .then()
        .statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    String id = api.own(Operator.stock(backends));
    api.without(backends, Scope.NUMBERS_WRITE)
        .assign(id, null)
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    NumbersApi limited = NumbersApi.of(backends);
    backends.accounts().limit(limited.key(), "write", 1);
    limited.assign(ABSENT, null).statusCode(404);
    limited.assign(ABSENT, null).statusCode(429);
  }
}
