package com.jagcall.accounts.credential;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.People;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResolveCredentialTest {
  private static final String RESOLVE = "SELECT k.id, k.organization_id, k.mode";

  @Inject People people;
  Backends backends;
  private Internal internal;
  private People.Org organization;
  private ApiKey key;

  @BeforeEach
  void makeKey() {
    internal = new Internal(backends.keys());
    organization = people.organization();
    key =
        ApiKey.parse(
                internal
                    .createKey(
                        new JsonObject()
                            .put("organization_id", organization.id())
                            .put("name", "x")
                            .put("mode", "live"))
                    .path("key"))
            .orElseThrow();
  }

  @Test
  void keyThatNobodyMade_isUnknown() {
    internal
        .resolve(ApiKey.generate(Mode.LIVE, organization.tag()))
        .body("status", equalTo("unknown"))
        .body("credential_id", equalTo(null));
  }

  @Test
  void expiredKey_saysSince() {
    people.sql(
        "UPDATE api_key SET expires_at = '2026-01-02T03:04:05Z' WHERE organization_id = ?",
        organization.id());

    internal
        .resolve(key)
        .body("status", equalTo("active"))
        .body("not_after", equalTo("2026-01-02T03:04:05Z"));
  }

  @Test
  void organizationsOwnLimits_areInTheAnswer() {
    internal.resolve(key).body("limits", equalTo(Map.of()));

    people.sql(
        "INSERT INTO organization_limit VALUES (?, 'GET /v1/agents', 500)", organization.id());

    internal.resolve(key).body("limits", equalTo(Map.of("GET /v1/agents", 500)));
  }

  @Test
  void answer_takesOneStatement() {
    long before = backends.postgres().countStatements(RESOLVE);

    internal.resolve(key);

    assertEquals(before + 1, backends.postgres().countStatements(RESOLVE));
  }

  @Test
  void malformedQuestion_returns422() {
    for (JsonObject question :
        new JsonObject[] {
          new JsonObject(),
          new JsonObject().put("hash", "zz"),
          new JsonObject().put("hash", key.sha256() + "\0"),
          new JsonObject().put("hash", key.sha256()).put("tag", "x")
        }) {
      internal
          .as("agents-service")
          .body(question.encode())
          .post("/internal/credentials/resolve")
          .then()
          .statusCode(422)
          .body("error.code", equalTo("validation_error"));
    }
  }

  @Test
  void wrongJsonType_returns400() {
    internal
        .as("agents-service")
        .body("{\"hash\": []}")
        .post("/internal/credentials/resolve")
        .then()
        .statusCode(400)
        .body("error.details.field", hasItem("hash"));
  }
}
