package com.jagcall.accounts.apikey;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.Keys;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CreateKeyTest {
  @Inject People people;
  Backends backends;
  private Person owner;
  private Browser browser;

  @BeforeEach
  void logIn() {
    owner = people.owner();
    browser = Browser.of(owner);
  }

  @Test
  void newKey_isShownOnce() {
    Response created = Keys.send(browser, "Backend Server", "live", "agents:read");

    ApiKey key = Keys.shown(created);
    assertEquals(owner.organization().tag(), key.organizationTag());
    created.then().statusCode(200).body(containsString("not shown again"));
    Response list = browser.get(Keys.PATH);
    assertFalse(Keys.isShown(list));
    list.then()
        .body(containsString("Backend Server"))
        .body(containsString("<code>" + key.prefix() + "…" + key.lastFour() + "</code>"))
        .body(containsString("Never"))
        .body(containsString("by <bdi>Robin</bdi>"));
  }

  @Test
  void newKey_worksOnTheNextRequest() {
    ApiKey key = Keys.create(browser, "Backend Server");

    new Internal(backends.keys())
        .resolve(key)
        .body("status", equalTo("active"))
        .body("organization_id", equalTo(owner.organization().id()))
        .body("mode", equalTo("live"))
        .body("scopes", equalTo(List.of("agents:read")))
        .body("not_after", equalTo(null));
  }

  @Test
  void scopeNamedTwice_isMeantOnce() {
    List<String> scopes = Collections.nCopies(60, "agents:read");

    browser
        .post(Keys.PATH, Map.of("name", "Backend Server", "mode", "live", "scopes", scopes))
        .then()
        .statusCode(200)
        .body(containsString("jc_live_"));
  }

  @Test
  void theKeyItself_isStoredNowhere() {
    ApiKey key = Keys.create(browser, "Backend Server");

    String row =
        people
            .select(
                "SELECT k::text FROM api_key k WHERE organization_id = ?",
                owner.organization().id())
            .get(0);
    assertFalse(row.contains(key.text()));
    assertTrue(row.contains(key.sha256()));
  }

  @Test
  void byScript_answersThePieceForTheDialog() {
    browser
        .postByScript(
            Keys.PATH,
            Map.of("name", "Backend Server", "mode", "test", "scopes", List.of("agents:read")))
        .then()
        .statusCode(200)
        .body(startsWith("<div"))
        .body(containsString("jc_test_"));
  }

  @Test
  void form_offersAllScopesChosenAndLiveMode() {
    Response form = browser.get(Keys.PATH + "/new");

    form.then().statusCode(200).body(containsString("placeholder=\"Backend Server\""));
    for (String scope : Scope.ALL) {
      form.then().body(containsString("value=\"" + scope + "\" checked"));
    }
    form.then().body(containsString("value=\"live\" checked"));
  }

  @Test
  void expiry_isCountedFromNow() {
    Map<String, Object> fields = fields("Backend Server");
    fields.put("expires_in_days", "30");

    ApiKey key = Keys.shown(browser.post(Keys.PATH, fields));

    String notAfter = new Internal(backends.keys()).resolve(key).extract().path("not_after");
    Duration life = Duration.between(Instant.now(), Instant.parse(notAfter));
    assertEquals(30, Math.round(life.toMinutes() / (24 * 60.0)));
  }

  @Test
  void sameNameTwice_makesTwoKeys() {
    assertNotEquals(
        Keys.create(browser, "Backend Server").text(),
        Keys.create(browser, "Backend Server").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\0b", "a\u202eb", "a\nb", "\u2066x", "\u001b[31m"})
  void nameThatIsNoPlainText_isSaidSoInTheForm(String name) {
    refused(Keys.send(browser, name, "live", "agents:read"), "A name ");
  }

  @Test
  void nameTooLong_isSaidSoInTheForm() {
    refused(Keys.send(browser, "a".repeat(101), "live", "agents:read"), "1 to 100 characters");
    refused(Keys.send(browser, "a".repeat(10_000), "live", "agents:read"), "1 to 100 characters");
  }

  @Test
  void longestName_isTaken() {
    Keys.create(browser, "é".repeat(100));
  }

  @Test
  void noFields_areSaidSoInTheForm() {
    Response answer = browser.post(Keys.PATH, Map.of());

    refused(answer, "Give the key a name.");
    refused(answer, "Choose at least one.");
  }

  @Test
  void unknownChoices_areSaidSoInTheForm() {
    refused(Keys.send(browser, "x", "production", "agents:read"), "Choose one.");
    refused(Keys.send(browser, "x", "live", "agents:rule"), "There is no such scope.");
    Map<String, Object> fields = fields("x");
    fields.put("expires_in_days", "-1");
    refused(browser.post(Keys.PATH, fields), "Choose one.");
  }

  @Test
  void refusedForm_keepsWhatWasFilledIn() {
    Response answer = Keys.send(browser, "<b>" + "a".repeat(100), "test", "calls:read");

    answer
        .then()
        .body(containsString("value=\"&lt;b&gt;aaa"))
        .body(containsString("value=\"test\" checked"))
        .body(containsString("value=\"calls:read\" checked"))
        .body(not(containsString("value=\"agents:read\" checked")));
  }

  @Test
  void markupInTheName_isEscapedEverywhere() {
    String name = "<img src=x onerror=alert(1)>";

    Response created = Keys.send(browser, name, "live", "agents:read");

    created.then().body(not(containsString("<img"))).body(containsString("&lt;img"));
    browser.get(Keys.PATH).then().body(not(containsString("<img")));
    String path = Keys.PATH + "/" + Keys.newestId(browser);
    browser.get(path + "/revoke").then().statusCode(200).body(not(containsString("<img")));
    browser.get(path + "/roll").then().statusCode(200).body(not(containsString("<img")));
  }

  @Test
  void member_seesKeysAndMakesNone() {
    Keys.create(browser, "Backend Server");
    Browser member = Browser.of(people.member(owner.organization(), "member"));

    member
        .get(Keys.PATH)
        .then()
        .statusCode(200)
        .body(containsString("Backend Server"))
        .body(not(containsString("Create API Key")))
        .body(not(containsString("Revoke")));
    member.get(Keys.PATH + "/new").then().statusCode(403).body("error.code", equalTo("forbidden"));
    Keys.send(member, "x", "live", "agents:read")
        .then()
        .statusCode(403)
        .body("error.code", equalTo("forbidden"));
  }

  @Test
  void admin_makesKeys() {
    Keys.create(Browser.of(people.member(owner.organization(), "admin")), "Backend Server");
  }

  @Test
  void otherOrganizationsKeys_areNotListed() {
    Keys.create(browser, "Our secret name");

    Browser.of(people.owner())
        .get(Keys.PATH)
        .then()
        .body(not(containsString("Our secret name")))
        .body(containsString("No API keys yet"));
  }

  @Test
  void twoHundredActiveKeys_areTheMost() throws Exception {
    people.sql(
        """
        INSERT INTO api_key (id, organization_id, name, mode, scopes, prefix, last_four, hash,
          created_at)
        SELECT 'key_' || lpad(n::text, 20, '0') || ?, ?, 'Bulk', 'test', '{agents:read}',
          'jc_test_abcd', 'abcd', sha256((? || n)::bytea), now()
        FROM generate_series(1, 198) n
        """,
        owner.organization().tag(),
        owner.organization().id(),
        owner.organization().id());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Response>> answers =
          threads.invokeAll(
              IntStream.range(0, 8)
                  .<Callable<Response>>mapToObj(
                      i -> () -> Keys.send(browser, "More", "live", "agents:read"))
                  .toList());
      int made = 0;
      for (Future<Response> answer : answers) {
        made += Keys.isShown(answer.get()) ? 1 : 0;
      }
      assertEquals(2, made);
    } finally {
      threads.shutdownNow();
    }
    refused(Keys.send(browser, "More", "live", "agents:read"), "200 active keys");
    browser.get(Keys.PATH).then().body(containsString("200 of 200 active keys"));
  }

  private static Map<String, Object> fields(String name) {
    return new HashMap<>(Map.of("name", name, "mode", "live", "scopes", List.of("agents:read")));
  }

  private static void refused(Response answer, String reason) {
    answer.then().statusCode(200).body(containsString(reason));
    assertFalse(Keys.isShown(answer));
  }
}
