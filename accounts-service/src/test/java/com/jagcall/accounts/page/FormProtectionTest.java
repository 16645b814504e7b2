package com.jagcall.accounts.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.Keys;
import com.jagcall.accounts.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No form is taken that did not come from our own page. */
@QuarkusTest
class FormProtectionTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @Inject People people;
  private Browser browser;
  private List<String> paths;

  @BeforeEach
  void logIn() {
    browser = Browser.of(people.owner());
    Keys.create(browser, "Backend Server");
    String id = Keys.newestId(browser);
    paths =
        List.of(
            "/login",
            "/logout",
            "/settings/api-keys",
            "/settings/api-keys/" + id + "/revoke",
            "/settings/api-keys/" + id + "/roll");
  }

  @Test
  void formWithoutToken_isRefused() {
    for (String path : paths) {
      refused(browser.request().contentType(FORM).formParam("name", "x").post(path).then(), 400);
    }
  }

  @Test
  void formWithAnotherToken_isRefused() {
    String other = Browser.elsewhere().token();
    for (String path : paths) {
      refused(
          browser.request().contentType(FORM).formParam("csrf_token", other).post(path).then(),
          400);
    }
  }

  @Test
  void emptyBody_isRefused() throws Exception {
    // RestAssured would name a content type, another site's page need not.
    HttpClient client = HttpClient.newHttpClient();
    for (String path : paths) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
              .header("Cookie", "jc_session=" + browser.cookie("jc_session").getValue())
              .header("Cookie", "jc_csrf=" + browser.token())
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      assertEquals(415, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  @Test
  void bodyThatIsNoForm_isRefused() {
    for (String path : paths) {
      for (String type :
          List.of("application/json", "text/plain", "text/html", "*/*", "application/*")) {
        refused(
            browser.request().contentType(type).body("{}".getBytes(UTF_8)).post(path).then(), 415);
      }
    }
  }

  @Test
  void formOfAnotherSite_isRefusedEvenWithTheToken() {
    for (String path : paths) {
      refused(
          browser
              .request()
              .header("Sec-Fetch-Site", "cross-site")
              .contentType(FORM)
              .formParam("csrf_token", browser.token())
              .post(path)
              .then(),
          400);
    }
  }

  @Test
  void afterAllThat_theKeyStillWorks() {
    Keys.newestId(browser);
  }

  private static void refused(ValidatableResponse answer, int status) {
    answer.statusCode(status).body("error.status", equalTo(status));
  }
}
