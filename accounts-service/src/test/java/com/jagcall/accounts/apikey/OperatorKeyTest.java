package com.jagcall.accounts.apikey;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.People;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperatorKeyTest {
  @Inject People people;
  Backends backends;
  private Internal internal;
  private People.Org organization;

  @BeforeEach
  void makeOrganization() {
    internal = new Internal(backends.keys());
    organization = people.organization();
  }

  @Test
  void key_isMadeWithAllScopes() {
    Response answer = internal.createKey(request());

    answer.then().statusCode(201).body("id", startsWith("key_"));
    ApiKey key = ApiKey.parse(answer.path("key")).orElseThrow();
    internal
        .resolve(key)
        .body("status", equalTo("active"))
        .body("mode", equalTo("test"))
        .body("credential_id", equalTo(answer.path("id")))
        .body("scopes", equalTo(Scope.ALL));
  }

  @Test
  void namedScopes_areThoseOfTheKey() {
    Response answer =
        internal.createKey(request().put("scopes", new JsonArray().add("calls:read")));

    internal
        .resolve(ApiKey.parse(answer.path("key")).orElseThrow())
        .body("scopes", equalTo(List.of("calls:read")));
  }

  @Test
  void withSeveralOrganizations_oneMustBeNamed() {
    JsonObject request = request();
    request.remove("organization_id");

    internal
        .createKey(request)
        .then()
        .statusCode(422)
        .body("error.details.field", hasItem("organization_id"));
  }

  @Test
  void absentOrganization_returns404() {
    for (String id : List.of("org_0000000000000000", "nonsense", "org_\0")) {
      internal
          .createKey(request().put("organization_id", id))
          .then()
          .statusCode(404)
          .body("error.code", equalTo("not_found"));
    }
  }

  @Test
  void brokenRules_return422NamingTheField() {
    assertRefused(request().put("name", ""), 422, "name");
    assertRefused(request().put("name", "a\u202eb"), 422, "name");
    assertRefused(request().put("name", "a".repeat(101)), 422, "name");
    assertRefused(request().put("scopes", new JsonArray()), 422, "scopes");
    assertRefused(request().put("scopes", new JsonArray().add("x:y")), 422, "scopes");
    assertRefused(request().put("mode", "production"), 422, "mode");
    assertRefused(request().put("nonsense", 1), 422, "nonsense");
    assertRefused(request().put("name", 7), 400, "name");
  }

  @Test
  void otherService_returns403() {
    internal
        .as("agents-service")
        .body(request().encode())
        .post("/internal/api-keys")
        .then()
        .statusCode(403);
    assertEquals(List.of(), keys());
  }

  private void assertRefused(JsonObject request, int status, String field) {
    internal
        .createKey(request)
        .then()
        .statusCode(status)
        .body("error.details.field", hasItem(field));
    assertEquals(List.of(), keys());
  }

  private List<String> keys() {
    return people.select("SELECT id FROM api_key WHERE organization_id = ?", organization.id());
  }

  private JsonObject request() {
    return new JsonObject()
        .put("organization_id", organization.id())
        .put("name", "Test run")
        .put("mode", "test");
  }
}
