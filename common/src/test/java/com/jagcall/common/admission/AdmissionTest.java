package com.jagcall.common.admission;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.AccountsDouble.Organization;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.WiringContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = Backends.class,
    initArgs = @ResourceArg(name = "receivers", value = "webhooks-service"))
class AdmissionTest implements WiringContract {
  Backends backends;
  private Organization organization;
  private ApiKey key;

  @Override
  public String guardedPath() {
    return "/v1/things";
  }

  @BeforeEach
  void makeKey() {
    organization = backends.accounts().organization();
    key = backends.accounts().key(organization, Mode.LIVE);
  }

  private static Response get(ApiKey key) {
    return given().header("Authorization", "Bearer " + key.text()).get("/v1/things");
  }

  @Test
  void goodKey_isServedAndCounted() {
    get(key)
        .then()
        .statusCode(200)
        .header("RateLimit-Policy", "\"default\";q=200;w=60")
        .header("RateLimit", "\"default\";r=199;t=60");
    get(key).then().statusCode(200).header("RateLimit", containsString("r=198;"));
  }

  @Test
  void keyAlreadyCached_costsOneRoundTripAndNoQuestion() {
    get(key).then().statusCode(200);
    int questions = backends.accounts().questions();
    long commands = backends.redis().countCommands();
    get(key).then().statusCode(200);
    assertEquals(questions, backends.accounts().questions());
    assertEquals(commands + 1, backends.redis().countCommands());
  }

  @Test
  void badKeys_areRefused() {
    String text = key.text();
    String flipped =
        text.substring(0, 20) + (text.charAt(20) == 'x' ? 'y' : 'x') + text.substring(21);
    for (String bad :
        List.of(flipped, text.substring(0, 30), "jc_live_", "jca_abc", "x", text + "0", "a.b.c")) {
      given()
          .header("Authorization", "Bearer " + bad)
          .get("/v1/things")
          .then()
          .statusCode(401)
          .body("error.code", equalTo("invalid_api_key"))
          .body("error.message", equalTo("The API key provided is invalid or has been revoked."));
    }
    ApiKey neverMade = ApiKey.generate(Mode.LIVE, organization.tag());
    get(neverMade).then().statusCode(401).body("error.code", equalTo("invalid_api_key"));
  }

  @Test
  void expiredKey_saysSo() {
    ApiKey expired =
        backends.accounts().key(organization, Mode.LIVE, Scope.ALL, Instant.now().minusSeconds(1));
    get(expired).then().statusCode(401).body("error.code", equalTo("expired_api_key"));
  }

  @Test
  void missingScope_is403NamingWhatTheKeyHas() {
    ApiKey narrow =
        backends.accounts().key(organization, Mode.LIVE, List.of(Scope.CALLS_READ), null);
    get(narrow)
        .then()
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"))
        .body("error.message", containsString("calls:read"));
  }

  @Test
  void revokedKey_isRefusedWithinASecondWhateverRedisRemembers() {
    get(key).then().statusCode(200);
    backends.accounts().revoke(key);
    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> get(key).then().statusCode(401));
  }

  @Test
  void useOfAKey_isReported() {
    get(key).then().statusCode(200);
    await().until(() -> backends.accounts().hasSeenUseOf(key));
  }

  @Test
  void overTheLimit_is429AndCostsNothing() {
    backends.accounts().limit(key, "read", 3);
    for (int i = 0; i < 3; i++) {
      get(key).then().statusCode(200);
    }
    Response refused = get(key);
    refused
        .then()
        .statusCode(429)
        .body("error.code", equalTo("rate_limit_exceeded"))
        .header("RateLimit-Policy", "\"default\";q=3;w=60");
    int retryAfter = Integer.parseInt(refused.header("Retry-After"));
    assertTrue(retryAfter >= 1 && retryAfter <= 60, "Retry-After " + retryAfter);
    long commands = backends.redis().countCommands();
    get(key).then().statusCode(429);
    assertEquals(commands, backends.redis().countCommands());
  }

  @Test
  void liveAndTest_areCountedApart() {
    ApiKey test = backends.accounts().key(organization, Mode.TEST);
    get(key).then().header("RateLimit", containsString("r=199;"));
    get(test).then().header("RateLimit", containsString("r=199;"));
  }

  @Test
  void usersToken_countsAgainstItsOrganization() {
    get(key).then().header("RateLimit", containsString("r=199;"));
    String token =
        backends
            .keys()
            .sign(
                "accounts-service",
                Jwt.subject("usr_1")
                    .groups(Set.of(Scope.AGENTS_READ))
                    .claim("use", "user")
                    .claim("organization", organization.id())
                    .claim("tag", organization.tag())
                    .claim("mode", "live")
                    .audience("common"));
    given()
        .header("Authorization", "Bearer " + token)
        .get("/v1/things")
        .then()
        .statusCode(200)
        .header("RateLimit", containsString("r=198;"));
  }

  @Test
  void tokensOfTheWrongKind_areRefused() {
    Duration minute = Duration.ofMinutes(1);
    for (String token :
        List.of(
            backends.keys().service("accounts-service", "common"),
            backends.keys().sign("agents-service", Jwt.claim("use", "user").audience("common")),
            backends
                .keys()
                .sign(
                    "agents-service",
                    "accounts-service",
                    Jwt.claim("use", "user").audience("common"),
                    minute))) {
      given().header("Authorization", "Bearer " + token).get("/v1/things").then().statusCode(401);
    }
  }

  @Test
  void internalPath_needsAServicesToken() {
    String good = backends.keys().service("agents-service", "common");
    String otherAudience = backends.keys().service("agents-service", "accounts-service");
    given()
        .header("Authorization", "Bearer " + good)
        .get("/internal/none")
        .then()
        .statusCode(404)
        .body("error.code", equalTo("not_found"));
    given()
        .header("Authorization", "Bearer " + otherAudience)
        .get("/internal/none")
        .then()
        .statusCode(401);
  }

  @Test
  void saneRequestId_isTakenAndAnyOtherReplaced() {
    given()
        .header("X-Request-Id", "abc-1.2_3")
        .get("/v1/things")
        .then()
        .header("X-Request-Id", "abc-1.2_3")
        .body("error.request_id", equalTo("abc-1.2_3"));
    given()
        .header("X-Request-Id", "a b<script>")
        .get("/v1/things")
        .then()
        .header("X-Request-Id", not(containsString("<")));
  }

  @Test
  void redisAway_isServedUnderTheReplicasOwnLimitAndRecovers() {
    backends.accounts().limit(key, "read", 5);
    get(key).then().statusCode(200);
    backends.redis().stop();
    try {
      for (int i = 0; i < 5; i++) {
        get(key).then().statusCode(200);
      }
      get(key).then().statusCode(429);
    } finally {
      backends.redis().resume();
    }
    ApiKey other = backends.accounts().key(organization, Mode.TEST);
    long before = backends.redis().countCommands();
    await()
        .until(() -> get(other).statusCode() == 200 && backends.redis().countCommands() > before);
  }

  @Test
  void redisFlushed_asksAgain() {
    get(key).then().statusCode(200);
    backends.redis().flush();
    get(key).then().statusCode(200);
  }

  @Test
  void accountsAway_knownKeysAreServedAndOthersGet503() {
    get(key).then().statusCode(200);
    backends.accounts().setAway(true);
    try {
      get(key).then().statusCode(200);
      get(backends.accounts().key(organization, Mode.LIVE))
          .then()
          .statusCode(503)
          .header("Retry-After", "1")
          .body("error.code", equalTo("service_unavailable"));
    } finally {
      backends.accounts().setAway(false);
    }
  }

  @Test
  void postgresAway_is503AndRecovers() {
    get(key).then().statusCode(200);
    backends.postgres().stop();
    try {
      get(key).then().statusCode(503).body("error.code", equalTo("service_unavailable"));
    } finally {
      backends.postgres().resume();
    }
    await().untilAsserted(() -> get(key).then().statusCode(200));
  }
}
