package com.jagcall.accounts.session;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.id.Ids;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginThrottleTest {
  private static final String WRONG = "not the password";
  private static final String CREDENTIALS = "/login?problem=credentials";
  private static final String TOO_MANY = "/login?problem=too-many";

  @Inject People people;

  @Test
  void sixthAttemptAfterFiveFailures_isRefusedWithATime() {
    Person owner = people.owner();
    Browser browser = Browser.elsewhere();
    fail(browser, owner, 5);
    assertEquals(List.of("5"), pauses("pair"));
    stretchPauses();

    String location =
        browser
            .logIn(owner.email(), People.PASSWORD)
            .then()
            .statusCode(303)
            .header("Location", matchesPattern("/login\\?problem=too-many&seconds=[0-9]+&next=/"))
            .extract()
            .header("Location");

    browser
        .get(location)
        .then()
        .body(containsString("Too many failed attempts. Try again in 1"))
        .body(containsString(" minutes."));
  }

  @Test
  void whenThePauseIsOver_theRightPasswordWorks() {
    Person owner = people.owner();
    Browser browser = Browser.elsewhere();
    fail(browser, owner, 5);
    endPauses();

    browser.logIn(owner.email(), People.PASSWORD).then().header("Location", "/");
  }

  @Test
  void everyFurtherFailure_doublesThePause() {
    Person owner = people.owner();
    Browser browser = Browser.elsewhere();
    fail(browser, owner, 5);
    endPauses();
    fail(browser, owner, 1);
    assertEquals(List.of("10"), pauses("pair"));
    endPauses();
    fail(browser, owner, 1);
    assertEquals(List.of("20"), pauses("pair"));
    people.sql("UPDATE login_throttle SET attempts = 500 WHERE kind = 'pair'");
    endPauses();
    fail(browser, owner, 1);

    assertEquals(List.of("900"), pauses("pair"));
  }

  @Test
  void anHourWithoutAttempts_clearsTheCount() {
    Person owner = people.owner();
    Browser browser = Browser.elsewhere();
    fail(browser, owner, 5);
    people.sql(
        "UPDATE login_throttle SET last_attempt_at = last_attempt_at - interval '61 minutes',"
            + " blocked_until = blocked_until - interval '61 minutes'");

    fail(browser, owner, 4);

    browser.logIn(owner.email(), WRONG).then().header("Location", startsWith(CREDENTIALS));
  }

  @Test
  void rightPassword_clearsTheCount() {
    Person owner = people.owner();
    Browser browser = Browser.elsewhere();
    fail(browser, owner, 4);
    browser.logIn(owner.email(), People.PASSWORD).then().header("Location", "/");
    browser.post("/logout", Map.of());

    fail(browser, owner, 4);

    browser.logIn(owner.email(), People.PASSWORD).then().header("Location", "/");
  }

  @Test
  void sameUserFromAnotherAddress_isNotHeldUp() {
    Person owner = people.owner();
    fail(Browser.elsewhere(), owner, 5);

    Browser.elsewhere().logIn(owner.email(), People.PASSWORD).then().header("Location", "/");
  }

  @Test
  void twentyFailuresFromAnAddress_holdUpEverybodyThere() {
    Browser browser = Browser.at("192.0.2.1");
    fail(browser, people.owner(), 1);
    people.sql(
        "UPDATE login_throttle SET attempts = 19 WHERE kind = 'address' AND subject = ?",
        ApiKey.sha256("192.0.2.1"));
    fail(browser, people.owner(), 1);
    stretchPauses();

    browser
        .logIn(people.owner().email(), People.PASSWORD)
        .then()
        .header("Location", startsWith(TOO_MANY));
  }

  @Test
  void rightPasswords_doNotUseUpAnAddress() {
    Browser browser = Browser.at("192.0.2.2");

    for (int i = 0; i < 25; i++) {
      browser.logIn(people.owner().email(), People.PASSWORD).then().header("Location", "/");
      browser.post("/logout", Map.of());
    }
  }

  @Test
  void failuresFromEverywhere_slowTheEmailForAMinuteAtMost() {
    Person owner = people.owner();
    fail(Browser.elsewhere(), owner, 1);
    people.sql(
        "UPDATE login_throttle SET attempts = 300 WHERE kind = 'email' AND subject = ?",
        ApiKey.sha256(owner.email()));
    fail(Browser.elsewhere(), owner, 1);

    Browser.elsewhere()
        .logIn(owner.email(), People.PASSWORD)
        .then()
        .header(
            "Location",
            matchesPattern("/login\\?problem=too-many&seconds=(60|[1-5]?[0-9])&next=/"));
  }

  @Test
  void failuresFromEverywhere_doNotLockOutWhoLoggedInHereBefore() {
    Person owner = people.owner();
    Browser home = Browser.at("192.0.2.3");
    home.logIn(owner.email(), People.PASSWORD);
    home.post("/logout", Map.of());
    fail(Browser.elsewhere(), owner, 1);
    people.sql(
        "UPDATE login_throttle SET attempts = 300, blocked_until = now() + interval '1 minute'"
            + " WHERE kind = 'email' AND subject = ?",
        ApiKey.sha256(owner.email()));

    home.logIn(owner.email(), People.PASSWORD).then().header("Location", "/");
  }

  @Test
  void unknownEmail_isThrottledLikeAKnownOne() {
    Person nobody = new Person(null, Ids.base62(12).toLowerCase() + "@test", null);
    Browser browser = Browser.elsewhere();
    fail(browser, nobody, 5);
    stretchPauses();

    browser.logIn(nobody.email(), WRONG).then().header("Location", startsWith(TOO_MANY));
  }

  @Test
  void parallelAttempts_areCountedOneByOne() throws Exception {
    Person owner = people.owner();
    Browser browser = Browser.elsewhere();
    fail(browser, owner, 1);
    people.sql("UPDATE login_throttle SET attempts = 20 WHERE kind = 'pair'");
    ExecutorService threads = Executors.newFixedThreadPool(16);
    Map<String, String> form = Map.of("email", owner.email(), "password", WRONG);
    try {
      List<Future<String>> answers =
          threads.invokeAll(
              IntStream.range(0, 32)
                  .<java.util.concurrent.Callable<String>>mapToObj(
                      i -> () -> browser.post("/login", form).getHeader("Location"))
                  .toList());
      int checked = 0;
      for (Future<String> answer : answers) {
        checked += answer.get().startsWith(CREDENTIALS) ? 1 : 0;
      }
      assertEquals(1, checked);
    } finally {
      threads.shutdownNow();
    }
  }

  private void fail(Browser browser, Person person, int times) {
    for (int i = 0; i < times; i++) {
      browser
          .logIn(person.email(), WRONG)
          .then()
          .statusCode(equalTo(303))
          .header("Location", startsWith(CREDENTIALS));
    }
  }

  private void endPauses() {
    people.sql("UPDATE login_throttle SET blocked_until = last_attempt_at");
  }

  /** Makes pauses so long that no slow machine outlasts them. */
  private void stretchPauses() {
    people.sql(
        "UPDATE login_throttle SET blocked_until = blocked_until + interval '10 minutes'"
            + " WHERE blocked_until > last_attempt_at");
  }

  private List<String> pauses(String kind) {
    return people.select(
        "SELECT round(extract(epoch FROM blocked_until - last_attempt_at))::int"
            + " FROM login_throttle WHERE kind = ? ORDER BY last_attempt_at DESC LIMIT 1",
        kind);
  }
}
