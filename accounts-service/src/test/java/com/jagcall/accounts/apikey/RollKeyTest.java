package com.jagcall.accounts.apikey;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.Keys;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RollKeyTest {
  @Inject People people;
  Backends backends;
  private Person owner;
  private Browser browser;
  private Internal internal;
  private ApiKey old;
  private String path;

  @BeforeEach
  void createKey() {
    owner = people.owner();
    browser = Browser.of(owner);
    internal = new Internal(backends.keys());
    old = Keys.create(browser, "Backend Server");
    path = Keys.PATH + "/" + Keys.newestId(browser) + "/roll";
  }

  @Test
  void form_offersTheGraces() {
    Response form = browser.get(path);

    for (String grace : List.of("0", "1h", "24h", "7d")) {
      form.then().statusCode(200).body(containsString("value=\"" + grace + "\""));
    }
  }

  @ParameterizedTest
  @CsvSource({"1h,1", "24h,24", "7d,168"})
  void rolledKey_worksForTheGrace(String grace, int hours) {
    ApiKey successor = Keys.shown(browser.post(path, Map.of("grace", grace)));

    String notAfter =
        internal.resolve(old).body("status", equalTo("active")).extract().path("not_after");
    Duration left = Duration.between(Instant.now(), Instant.parse(notAfter));
    assertEquals(hours * 60, left.toMinutes() + 1);
    internal.sync().body("changed.hash", hasItem(old.sha256()));
    internal
        .resolve(successor)
        .body("status", equalTo("active"))
        .body("not_after", equalTo(null))
        .body("mode", equalTo("live"))
        .body("scopes", equalTo(List.of("agents:read")));
  }

  @Test
  void noGrace_endsTheOldKeyAtOnce() {
    Response answer = browser.post(path, Map.of("grace", "0"));

    answer.then().statusCode(200).body(containsString("The old key is refused from now on."));
    internal.resolve(old).body("status", equalTo("revoked"));
    internal.resolve(Keys.shown(answer)).body("status", equalTo("active"));
  }

  @Test
  void newKey_isShownOnceAndHasTheName() {
    Response answer = browser.post(path, Map.of("grace", "24h"));

    assertNotEquals(old.text(), Keys.shown(answer).text());
    Response list = browser.get(Keys.PATH);
    assertFalse(Keys.isShown(list));
    list.then().body(containsString("2 of 200 active keys")).body(containsString("works until"));
  }

  @Test
  void expiryOfTheOldKey_isNotMovedBack() {
    people.sql(
        "UPDATE api_key SET expires_at = now() + interval '10 minutes' WHERE organization_id = ?",
        owner.organization().id());

    ApiKey successor = Keys.shown(browser.post(path, Map.of("grace", "7d")));

    for (ApiKey key : List.of(old, successor)) {
      String notAfter = internal.resolve(key).extract().path("not_after");
      assertEquals(10, Duration.between(Instant.now(), Instant.parse(notAfter)).toMinutes() + 1);
    }
  }

  @Test
  void rolledKey_isNotRolledAgain() {
    browser.post(path, Map.of("grace", "24h"));

    refused(browser.post(path, Map.of("grace", "24h")));
  }

  @Test
  void revokedKey_isNotRolled() {
    browser.post(path.replace("/roll", "/revoke"), Map.of());

    refused(browser.post(path, Map.of("grace", "24h")));
  }

  @Test
  void rolledInParallel_hasOneSuccessor() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<Response>> answers =
          threads.invokeAll(
              IntStream.range(0, 6)
                  .<Callable<Response>>mapToObj(
                      i -> () -> browser.post(path, Map.of("grace", "24h")))
                  .toList());
      int made = 0;
      for (Future<Response> answer : answers) {
        made += Keys.isShown(answer.get()) ? 1 : 0;
      }
      assertEquals(1, made);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void unknownGrace_returns422() {
    for (Map<String, String> form : List.of(Map.of("grace", "9999d"), Map.<String, String>of())) {
      browser
          .post(path, form)
          .then()
          .statusCode(422)
          .body("error.code", equalTo("validation_error"))
          .body("error.details[0].field", equalTo("grace"));
    }
  }

  @Test
  void otherOrganizationsKey_returns404() {
    Browser other = Browser.of(people.owner());

    other.get(path).then().statusCode(404).body("error.code", equalTo("not_found"));
    other.post(path, Map.of("grace", "0")).then().statusCode(404);
    internal.resolve(old).body("status", equalTo("active"));
  }

  @Test
  void member_returns403() {
    Browser.of(people.member(owner.organization(), "member"))
        .post(path, Map.of("grace", "0"))
        .then()
        .statusCode(403)
        .body("error.code", equalTo("forbidden"));
  }

  private static void refused(Response answer) {
    answer.then().statusCode(200).body(containsString("has ended or was rolled before"));
    assertFalse(Keys.isShown(answer));
  }
}
