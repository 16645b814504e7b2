package com.jagcall.accounts.apikey;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.Keys;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RevokeKeyTest {
  @Inject People people;
  Backends backends;
  private Person owner;
  private Browser browser;
  private ApiKey key;
  private String path;

  @BeforeEach
  void createKey() {
    owner = people.owner();
    browser = Browser.of(owner);
    key = Keys.create(browser, "Backend Server");
    path = Keys.PATH + "/" + Keys.newestId(browser) + "/revoke";
  }

  @Test
  void confirmation_namesTheKey() {
    browser
        .get(path)
        .then()
        .statusCode(200)
        .body(containsString("Backend Server"))
        .body(containsString(key.prefix() + "…" + key.lastFour()));
  }

  @Test
  void revokedKey_isKnownAsSuchAndInTheFeed() {
    browser
        .post(path, Map.of())
        .then()
        .statusCode(303)
        .header("Location", "/settings/api-keys?done=revoked");

    Internal internal = new Internal(backends.keys());
    internal.resolve(key).body("status", equalTo("revoked"));
    internal.sync().body("changed.hash", hasItem(key.sha256()));
    browser
        .get("/settings/api-keys?done=revoked")
        .then()
        .body(containsString("The key was revoked."))
        .body(containsString("Revoked</span>"));
  }

  @Test
  void revokedKey_isRefusedByAdmissionWithinASecond() {
    await().atMost(5, SECONDS).until(() -> statusWith(key) == 404);

    browser.post(path, Map.of()).then().statusCode(303);

    await().atMost(1, SECONDS).until(() -> statusWith(key) == 401);
  }

  @Test
  void revokedKey_isRefusedWithinASecondAlthoughRedisForgotEverything() {
    await().atMost(5, SECONDS).until(() -> statusWith(key) == 404);

    browser.post(path, Map.of()).then().statusCode(303);
    backends.redis().flush();

    await().atMost(1, SECONDS).until(() -> statusWith(key) == 401);
  }

  @Test
  void secondRevocation_changesNothing() {
    browser.post(path, Map.of());
    List<String> before = revokedAt();

    browser.post(path, Map.of()).then().statusCode(303);

    org.junit.jupiter.api.Assertions.assertEquals(before, revokedAt());
  }

  @Test
  void otherOrganizationsKey_returns404LikeAnAbsentOne() {
    Browser other = Browser.of(people.owner());
    for (String foreign : List.of(path, Keys.PATH + "/key_0000000000000000/revoke")) {
      other.get(foreign).then().statusCode(404).body("error.code", equalTo("not_found"));
      other.post(foreign, Map.of()).then().statusCode(404).body("error.code", equalTo("not_found"));
    }
    new Internal(backends.keys()).resolve(key).body("status", equalTo("active"));
  }

  @Test
  void idThatIsNone_returns404() {
    for (String id : List.of("x", "key_%00", "key_' OR 1=1", "k".repeat(3000))) {
      browser
          .post(Keys.PATH + "/" + id + "/revoke", Map.of())
          .then()
          .statusCode(404)
          .body("error.code", equalTo("not_found"));
    }
  }

  @Test
  void member_returns403() {
    Browser.of(people.member(owner.organization(), "member"))
        .post(path, Map.of())
        .then()
        .statusCode(403)
        .body("error.code", equalTo("forbidden"));
    new Internal(backends.keys()).resolve(key).body("status", equalTo("active"));
  }

  private List<String> revokedAt() {
    return people.select(
        "SELECT revoked_at::text FROM api_key WHERE organization_id = ?",
        owner.organization().id());
  }

  /** There is nothing under /v1 here: whoever is let in finds nothing. */
  private static int statusWith(ApiKey key) {
    return RestAssured.given()
        .header("Authorization", "Bearer " + key.text())
        .get("/v1/nothing")
        .statusCode();
  }
}
