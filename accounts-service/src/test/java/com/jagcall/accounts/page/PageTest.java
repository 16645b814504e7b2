package com.jagcall.accounts.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PageTest {
  private static final Pattern ASSET =
      Pattern.compile("(?:src|href)=\"(/(?:assets|webjars)/[^\"]+)\"");

  @Inject People people;

  @Test
  void everyPage_carriesTheSecurityHeaders() {
    Browser browser = Browser.of(people.owner());
    for (String path : List.of("/login", "/", "/settings/api-keys", "/settings/api-keys/new")) {
      browser
          .get(path)
          .then()
          .header("Content-Security-Policy", containsString("default-src 'self'"))
          .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
          .header("X-Content-Type-Options", "nosniff")
          .header("Referrer-Policy", "same-origin")
          .header("Cache-Control", "no-store");
    }
  }

  @Test
  void everyPage_isFreeOfInlineScriptsAndStyles() {
    Browser browser = Browser.of(people.owner());
    for (String path : List.of("/", "/settings/api-keys", "/settings/api-keys/new")) {
      browser
          .get(path)
          .then()
          .statusCode(200)
          .body(not(containsString("<script>")))
          .body(not(containsString("style=")))
          .body(not(containsString(" onclick")));
    }
  }

  @Test
  void filesOfAPage_areServedAndKeptByBrowsers() {
    Matcher assets = ASSET.matcher(Browser.elsewhere().get("/login").asString());
    int count = 0;
    while (assets.find()) {
      given()
          .get(assets.group(1))
          .then()
          .statusCode(200)
          .header("Cache-Control", containsString("max-age"))
          .header("X-Content-Type-Options", "nosniff");
      count++;
    }
    assertTrue(count == 4, count + " files");
  }

  @Test
  void unknownPath_answersTheEnvelope() {
    Browser browser = Browser.of(people.owner());
    for (String path : List.of("/nothing", "/settings/nothing", "/assets/nothing.css", "/v2")) {
      browser.get(path).then().statusCode(404).body("error.code", equalTo("not_found"));
    }
  }

  @Test
  void wrongMethod_answersTheEnvelope() {
    Browser browser = Browser.of(people.owner());
    browser
        .request()
        .delete("/settings/api-keys")
        .then()
        .statusCode(405)
        .body("error.code", equalTo("method_not_allowed"));
  }

  @Test
  void settings_leadToTheFirstOfThem() {
    Browser.of(people.owner())
        .get("/settings")
        .then()
        .statusCode(303)
        .header("Location", "/settings/api-keys");
  }

  @Test
  void startPage_showsTheBaseUrlAndTheFirstCommand() {
    Browser.of(people.owner())
        .get("/")
        .then()
        .body(containsString("curl http://localhost:8080/v1/agents"))
        .body(containsString("Go to API Keys"));
  }
}
