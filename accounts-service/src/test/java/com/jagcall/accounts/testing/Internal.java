package com.jagcall.accounts.testing;

import static io.restassured.RestAssured.given;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.testing.TokenKeys;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Asks accounts-service as another service, or as an operator, does. */
public final class Internal {
  private final TokenKeys keys;

  public Internal(TokenKeys keys) {
    this.keys = keys;
  }

  public RequestSpecification as(String service) {
    return given()
        .header("Authorization", "Bearer " + keys.service(service, "accounts-service"))
        .contentType("application/json");
  }

  /** What is known of a key. */
  public ValidatableResponse resolve(ApiKey key) {
    JsonObject question = new JsonObject().put("hash", key.sha256());
    return as("agents-service")
        .body(question.encode())
        .post("/internal/credentials/resolve")
        .then()
        .statusCode(200);
  }

  /** What has changed. */
  public ValidatableResponse sync() {
    return sync(new JsonArray()).then().statusCode(200);
  }

  /** Reports one use. */
  public Response sync(String credentialId, Instant at) {
    JsonObject use = new JsonObject().put("credential_id", credentialId).put("at", at.toString());
    return sync(new JsonArray().add(use));
  }

  public Response sync(JsonArray used) {
    return as("agents-service")
        .body(new JsonObject().put("used", used).encode())
        .post("/internal/credentials/sync");
  }

  /** Makes a key as an operator. */
  public Response createKey(JsonObject request) {
    return as("operator").body(request.encode()).post("/internal/api-keys");
  }
}
