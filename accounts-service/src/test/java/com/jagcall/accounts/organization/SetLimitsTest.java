package com.jagcall.accounts.organization;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.People;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SetLimitsTest {
  @Inject People people;
  Backends backends;
  private Internal internal;
  private People.Org organization;
  private ApiKey key;

  @BeforeEach
  void makeKey() {
    internal = new Internal(backends.keys());
    organization = people.organization();
    JsonObject request =
        new JsonObject()
            .put("organization_id", organization.id())
            .put("name", "x")
            .put("mode", "live");
    key = ApiKey.parse(internal.createKey(request).path("key")).orElseThrow();
  }

  @Test
  void newLimit_holdsFromTheNextRequest() {
    assertEquals("\"default\";q=200;w=60", policy());

    set(organization.id(), Map.of("GET /v1/agents", 500))
        .then()
        .statusCode(200)
        .body("'GET /v1/agents'", equalTo(500));

    assertEquals("\"default\";q=500;w=60", policy());
  }

  @Test
  void limits_areReplacedAsAWhole() {
    set(organization.id(), Map.of("GET /v1/agents", 500, "POST /v1/calls", 100));
    set(organization.id(), Map.of("POST /v1/calls", 90, "read", 1000));

    internal.resolve(key).body("limits", equalTo(Map.of("POST /v1/calls", 90, "read", 1000)));
  }

  @Test
  void emptyLimits_goBackToTheCommonOnes() {
    set(organization.id(), Map.of("GET /v1/agents", 500));

    set(organization.id(), Map.of()).then().statusCode(200);

    assertEquals("\"default\";q=200;w=60", policy());
  }

  @Test
  void otherOrganizations_keepTheirLimits() {
    set(people.organization().id(), Map.of("GET /v1/agents", 500));

    assertEquals("\"default\";q=200;w=60", policy());
  }

  @Test
  void absentOrganization_returns404() {
    for (String id : List.of("org_0000000000000000", "x")) {
      set(id, Map.of("read", 1)).then().statusCode(404).body("error.code", equalTo("not_found"));
    }
  }

  @Test
  void brokenRules_return422() {
    set(organization.id(), Map.of("read", 0)).then().statusCode(422);
    set(organization.id(), Map.of("read", 10_001)).then().statusCode(422);
    set(organization.id(), Map.of("everything", 1)).then().statusCode(422);
    set(organization.id(), Map.of("GET /v1/\0", 1)).then().statusCode(422);
  }

  @Test
  void otherService_returns403() {
    internal
        .as("agents-service")
        .body("{\"read\": 1}")
        .put("/internal/organizations/" + organization.id() + "/limits")
        .then()
        .statusCode(403);
  }

  private Response set(String id, Map<String, Object> limits) {
    return internal
        .as("operator")
        .body(new JsonObject(limits).encode())
        .put("/internal/organizations/" + id + "/limits");
  }

  private String policy() {
    return RestAssured.given()
        .header("Authorization", "Bearer " + key.text())
        .get("/v1/agents")
        .getHeader("RateLimit-Policy");
  }
}
