package com.jagcall.common.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Test;

/**
 * Fails when {@code common}'s filters are not at work in a service: then nobody would be asked for
 * a key. Every service's tests hold one class that implements this.
 */
public interface WiringContract {

  /** A path of the service's API that needs a key. */
  default String guardedPath() {
    return "/v1/agents";
  }

  @Test
  default void noKey_isRefusedByTheAdmissionFilter() {
    given()
        .get(guardedPath())
        .then()
        .statusCode(401)
        .header("X-Request-Id", startsWith("req_"))
        .header("RateLimit-Policy", matchesPattern("\"default\";q=[0-9]+;w=60"))
        .header("RateLimit", matchesPattern("\"default\";r=[0-9]+;t=[0-9]+"))
        .body("error.code", equalTo("missing_api_key"))
        .body("error.status", equalTo(401));
  }

  @Test
  default void noServiceToken_isRefusedOnInternalPaths() {
    given()
        .post("/internal/anything")
        .then()
        .statusCode(401)
        .body("error.code", equalTo("invalid_api_key"));
  }

  @Test
  default void healthAndMetrics_areNotOnTheApiPort() {
    given().get("/q/health").then().statusCode(404).body("error.code", equalTo("not_found"));
    given().get("/q/metrics").then().statusCode(404).body("error.code", equalTo("not_found"));
  }
}
