package com.jagcall.accounts.session;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LogInTest {
  private static final String REFUSED = "/login?problem=credentials&next=/";

  @Inject People people;

  @Test
  void rightPassword_opensTheDashboard() {
    Browser browser = Browser.elsewhere();

    browser.logIn(people.owner().email(), People.PASSWORD).then().header("Location", "/");

    browser.get("/").then().statusCode(200).body(containsString("Getting started"));
    Cookie session = browser.cookie("jc_session");
    assertTrue(session.isHttpOnly());
    assertFalse(session.isSecured());
    assertEquals("Lax", session.getSameSite());
    assertEquals("/", session.getPath());
    assertEquals(1800, session.getMaxAge());
  }

  @Test
  void emailInOtherCaseAndWithSpaces_isTheSameUser() {
    String email = " " + people.owner().email().toUpperCase(Locale.ROOT) + " ";

    Browser.elsewhere().logIn(email, People.PASSWORD).then().header("Location", "/");
  }

  @Test
  void behindHttps_cookieIsSecure() {
    Browser browser = Browser.elsewhere().with("X-Forwarded-Proto", "https");

    browser.logIn(people.owner().email(), People.PASSWORD).then().statusCode(303);

    assertTrue(browser.cookie("jc_session").isSecured());
  }

  @Test
  void wrongPassword_leadsBackToTheForm() {
    Browser browser = Browser.elsewhere();

    browser
        .logIn(people.owner().email(), "not the password")
        .then()
        .statusCode(303)
        .header("Location", REFUSED);

    browser.get(REFUSED).then().body(containsString("The e-mail or the password is not right."));
    assertNull(browser.cookie("jc_session"));
  }

  @Test
  void unknownEmail_answersAsAWrongPassword() {
    Browser.elsewhere()
        .logIn("nobody@test", People.PASSWORD)
        .then()
        .statusCode(303)
        .header("Location", REFUSED);
  }

  @Test
  void userWithoutOrganization_answersAsAWrongPassword() {
    Person stranger = people.stranger(people.organization());

    Browser.elsewhere().logIn(stranger.email(), People.PASSWORD).then().header("Location", REFUSED);
  }

  @Test
  void wrongPasswordByScript_answersTheFormWithTheEmail() {
    Person owner = people.owner();
    Browser browser = Browser.elsewhere();

    browser
        .postByScript("/login", Map.of("email", owner.email(), "password", "not the password"))
        .then()
        .statusCode(200)
        .body(startsWith("<form"))
        .body(containsString("value=\"" + owner.email() + "\""))
        .body(containsString("The e-mail or the password is not right."));
  }

  @Test
  void rightPasswordByScript_tellsTheScriptWhereToGo() {
    Browser.elsewhere()
        .postByScript(
            "/login", Map.of("email", people.owner().email(), "password", People.PASSWORD))
        .then()
        .statusCode(200)
        .header("HX-Redirect", "/");
  }

  @Test
  void pageThatWasAskedFor_isWhereTheLogInLeads() {
    Browser browser = Browser.elsewhere();
    browser
        .get("/settings/api-keys")
        .then()
        .statusCode(303)
        .header("Location", "/login?next=%2Fsettings%2Fapi-keys");

    browser
        .post(
            "/login",
            Map.of(
                "email",
                people.owner().email(),
                "password",
                People.PASSWORD,
                "next",
                "/settings/api-keys"))
        .then()
        .header("Location", "/settings/api-keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test",
        "//evil.test",
        "/\\evil.test",
        "/%2F/evil.test",
        "/.evil.test",
        "javascript:alert(1)",
        "/settings\r\nSet-Cookie: a=b",
        "/login"
      })
  void pathOfAnotherSite_leadsHome(String next) {
    Browser.elsewhere()
        .post(
            "/login",
            Map.of("email", people.owner().email(), "password", People.PASSWORD, "next", next))
        .then()
        .statusCode(303)
        .header("Location", "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\0b@test", "a\u202eb@test", "'; DROP TABLE session; --", "<b>@test", "\ud800"})
  void hostileEmail_answersAsAWrongPassword(String email) {
    Browser.elsewhere()
        .logIn(email, People.PASSWORD)
        .then()
        .statusCode(303)
        .header("Location", REFUSED);
  }

  @Test
  void hugeFields_answerAsAWrongPassword() {
    Browser browser = Browser.elsewhere();

    browser.logIn("a".repeat(200_000), People.PASSWORD).then().header("Location", REFUSED);
    browser.logIn(people.owner().email(), "a".repeat(10_000)).then().header("Location", REFUSED);
  }

  @Test
  void hugeForm_isRefusedInTheEnvelope() {
    Browser.elsewhere()
        .logIn("a".repeat(2_000_000), People.PASSWORD)
        .then()
        .statusCode(413)
        .body("error.code", equalTo("payload_too_large"));
  }

  @Test
  void markupInTheEmail_isEscaped() {
    Browser.elsewhere()
        .postByScript("/login", Map.of("email", "\"><script>", "password", People.PASSWORD))
        .then()
        .body(not(containsString("<script>")))
        .body(containsString("&quot;&gt;&lt;script&gt;"));
  }

  @Test
  void whoIsSignedIn_isNotAskedAgain() {
    Browser.of(people.owner()).get("/login").then().statusCode(303).header("Location", "/");
  }
}
