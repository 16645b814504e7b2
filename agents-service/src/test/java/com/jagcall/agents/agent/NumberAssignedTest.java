package com.jagcall.agents.agent;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What numbers-service tells of an agent, and what it is told. */
@QuarkusTest
class NumberAssignedTest {
  private static final String NUMBER = "+14155550123";

  Backends backends;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.of(backends);
    backends.receiver("numbers-service").reset();
  }

  private void tell(String agentId, String mode, String number) {
    JsonObject payload =
        new JsonObject()
            .put("organization_id", api.organization().id())
            .put("mode", mode)
            .put("agent_id", agentId)
            .put("phone_number", number);
    JsonObject event =
        new JsonObject()
            .put("id", Ids.next("evt_"))
            .put("type", "number.assigned")
            .put("key", agentId)
            .put("at", Instant.now().toString())
            .put("payload", payload);
    given()
        .header(
            "Authorization",
            "Bearer " + backends.keys().service("numbers-service", "agents-service"))
        .contentType("application/json")
        .body(new JsonObject().put("events", new JsonArray().add(event)).encode())
        .post("/internal/events")
        .then()
        .statusCode(200)
        .body("refused", empty());
  }

  private List<JsonObject> deletions() {
    return backends.receiver("numbers-service").payloads("agent.deleted");
  }

  @Test
  void assignedNumber_isTheAgents() {
    String id = api.createNamed("Reception");
    tell(id, "live", NUMBER);
    api.get(id).body("phone_number", equalTo(NUMBER));
    api.list("?phone_number=%2B14155550123").body("data[0].id", equalTo(id));
    tell(id, "live", null);
    api.get(id).body("phone_number", nullValue());
  }

  @Test
  void change_leavesTheNumber() {
    String id = api.createNamed("Reception");
    tell(id, "live", NUMBER);
    api.put(id, "{\"name\":\"Sales\"}").body("phone_number", equalTo(NUMBER));
  }

  @Test
  void numberOfTheOtherMode_isNotShownAndComesBack() {
    String id = api.createNamed("Reception");
    tell(id, "test", NUMBER);
    api.get(id).body("phone_number", nullValue());
    await().atMost(Duration.ofSeconds(30)).until(() -> deletions().size() == 1);
    assertEquals("test", deletions().get(0).getString("mode"));
  }

  @Test
  void deletedAgent_isToldToNumbers() {
    String id = api.createNamed("Reception");
    api.delete(id).statusCode(200);
    await().atMost(Duration.ofSeconds(30)).until(() -> deletions().size() == 1);
    assertEquals(
        new JsonObject()
            .put("organization_id", api.organization().id())
            .put("mode", "live")
            .put("agent_id", id),
        deletions().get(0));
  }

  @Test
  void numberForADeletedAgent_comesBack() {
    String id = api.createNamed("Reception");
    api.delete(id).statusCode(200);
    tell(id, "live", NUMBER);
    await().atMost(Duration.ofSeconds(30)).until(() -> deletions().size() == 2);
  }

  @Test
  void lookup_answersTheOrganizationsAgentOnly() {
    String id = api.createNamed("Reception");
    lookUp(api.organization().id(), "live", id, 200);
    lookUp(api.organization().id(), "test", id, 404);
    lookUp(Ids.next("org_"), "live", id, 404);
    lookUp(api.organization().id(), "neither", id, 404);
  }

  private void lookUp(String organization, String mode, String id, int status) {
    given()
        .header(
            "Authorization",
            "Bearer " + backends.keys().service("numbers-service", "agents-service"))
        .get("/internal/organizations/" + organization + "/" + mode + "/agents/" + id)
        .then()
        .statusCode(status);
  }
}
