package com.jagcall.accounts.session;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.Keys;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionTest {
  private static final String SESSION = "jc_session";

  @Inject People people;
  Backends backends;

  @Test
  void logOut_endsTheSessionAtOnce() {
    Browser browser = Browser.of(people.owner());
    String stolen = browser.cookie(SESSION).getValue();

    browser.post("/logout", Map.of()).then().statusCode(303).header("Location", "/login");

    assertNull(browser.cookie(SESSION));
    browser.put(SESSION, stolen);
    isAskedToLogIn(browser);
  }

  @Test
  void logOutInOneBrowser_leavesTheOtherSignedIn() {
    Person owner = people.owner();
    Browser other = Browser.of(owner);

    Browser.of(owner).post("/logout", Map.of());

    other.get("/").then().statusCode(200);
  }

  @Test
  void logOutWithoutSession_leadsToTheLogIn() {
    Browser.elsewhere().post("/logout", Map.of()).then().header("Location", "/login");
  }

  @Test
  void sessionOlderThanTwelveHours_isOver() {
    Person owner = people.owner();
    Browser browser = Browser.of(owner);
    people.sql(
        "UPDATE session SET created_at = created_at - interval '12 hours',"
            + " expires_at = expires_at - interval '12 hours' WHERE user_id = ?",
        owner.id());

    isAskedToLogIn(browser);
  }

  @Test
  void memberWhoIsRemoved_isSignedOut() {
    Person owner = people.owner();
    Browser browser = Browser.of(owner);

    people.sql("DELETE FROM membership WHERE user_id = ?", owner.id());

    isAskedToLogIn(browser);
  }

  @Test
  void tokenThatIsUsedLateInItsLife_isRenewed() {
    Person owner = people.owner();
    Browser browser = Browser.of(owner);
    String old = token("accounts-service", owner, Instant.now().minusSeconds(360));
    browser.put(SESSION, old);

    browser.get("/").then().statusCode(200);

    assertNotEquals(old, browser.cookie(SESSION).getValue());
    assertEquals(1800, browser.cookie(SESSION).getMaxAge());
  }

  @Test
  void tokenThatIsUsedSoon_isNotRenewed() {
    Browser browser = Browser.of(people.owner());

    browser.get("/").then().statusCode(200).header("Set-Cookie", startsWith("jc_csrf="));
  }

  @Test
  void tokenNearTheSessionsEnd_doesNotOutliveIt() {
    Person owner = people.owner();
    Browser browser = Browser.of(owner);
    people.sql(
        "UPDATE session SET expires_at = now() + interval '10 minutes' WHERE user_id = ?",
        owner.id());
    browser.put(SESSION, token("accounts-service", owner, Instant.now().minusSeconds(360)));

    browser.get("/").then().statusCode(200);

    assertEquals(10, Math.round(browser.cookie(SESSION).getMaxAge() / 60.0));
  }

  @Test
  void tokenSignedByAnotherService_isWorthNothing() {
    Person owner = people.owner();
    Browser browser = Browser.of(owner);
    browser.put(SESSION, token("agents-service", owner, Instant.now()));

    isAskedToLogIn(browser);
  }

  @Test
  void serviceTokenAsCookie_isWorthNothing() {
    Browser browser = Browser.elsewhere();
    browser.put(SESSION, backends.keys().service("accounts-service", "accounts-service"));

    isAskedToLogIn(browser);
  }

  @Test
  void brokenToken_isWorthNothing() {
    Browser browser = Browser.elsewhere();
    browser.put(SESSION, "eyJhbGciOiJub25lIn0.e30.");

    isAskedToLogIn(browser);
  }

  @Test
  void apiKey_opensNoPage() {
    Browser browser = Browser.of(people.owner());
    String key = Keys.create(browser, "Backend Server").text();

    isAskedToLogIn(Browser.elsewhere().with("Authorization", "Bearer " + key));
  }

  @Test
  void sessionCookie_opensNoInternalPath() {
    Browser.of(people.owner())
        .request()
        .contentType("application/json")
        .body("{\"used\":[]}")
        .post("/internal/credentials/sync")
        .then()
        .statusCode(401)
        .body("error.code", equalTo("invalid_api_key"));
  }

  @Test
  void scriptWithoutSession_isSentToTheLogIn() {
    Browser.elsewhere()
        .with("HX-Request", "true")
        .get("/settings/api-keys/new")
        .then()
        .statusCode(200)
        .header("HX-Redirect", startsWith("/login"));
  }

  private static void isAskedToLogIn(Browser browser) {
    browser.get("/").then().statusCode(303).header("Location", "/login");
  }

  private String token(String signer, Person person, Instant issuedAt) {
    String session = people.select("SELECT id FROM session WHERE user_id = ?", person.id()).get(0);
    JwtClaimsBuilder claims =
        Jwt.subject(session)
            .claim("use", "session")
            .audience("accounts-service")
            .issuedAt(issuedAt);
    return backends.keys().sign(signer, signer, claims, Duration.ofMinutes(24));
  }
}
