package com.jagcall.accounts.testing;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A browser without scripts: keeps cookies, sends forms with their token, follows nothing. */
public final class Browser {
  private static final RestAssuredConfig CONFIG =
      RestAssuredConfig.config()
          .redirect(RedirectConfig.redirectConfig().followRedirects(false))
          .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset("UTF-8"));

  private final Map<String, Cookie> cookies = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();

  private Browser(String address) {
    headers.put("X-Forwarded-For", address);
  }

  /** One that has a network address which no other test uses. */
  public static Browser elsewhere() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return at(
        "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
  }

  public static Browser at(String address) {
    return new Browser(address);
  }

  /** One where somebody is logged in. */
  public static Browser of(People.Person person) {
    Browser browser = elsewhere();
    browser.logIn(person.email(), People.PASSWORD).then().statusCode(303);
    return browser;
  }

  /** Sends this header with every request from now on. */
  public Browser with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  public Response get(String path) {
    return keep(request().get(path));
  }

  public Response logIn(String email, String password) {
    get("/login");
    return post("/login", Map.of("email", email, "password", password));
  }

  /** Sends a form with its token. */
  public Response post(String path, Map<String, ?> form) {
    String token = token();
    return keep(form(form).formParam("csrf_token", token).post(path));
  }

  /** Sends a form as a script would. */
  public Response postByScript(String path, Map<String, ?> form) {
    String token = token();
    return keep(form(form).header("HX-Request", "true").formParam("csrf_token", token).post(path));
  }

  /** The token that the forms of this browser carry. */
  public String token() {
    if (!cookies.containsKey("jc_csrf")) {
      get("/login");
    }
    return cookies.get("jc_csrf").getValue();
  }

  public Cookie cookie(String name) {
    return cookies.get(name);
  }

  public void put(String cookie, String value) {
    cookies.put(cookie, new Cookie.Builder(cookie, value).build());
  }

  /** A request with this browser's cookies, to be sent in any way. */
  public RequestSpecification request() {
    RequestSpecification request = given().config(CONFIG).headers(headers);
    cookies.values().forEach(cookie -> request.cookie(cookie.getName(), cookie.getValue()));
    return request;
  }

  private RequestSpecification form(Map<String, ?> form) {
    RequestSpecification request =
        request().contentType("application/x-www-form-urlencoded; charset=UTF-8");
    form.forEach(
        (name, value) -> {
          if (value instanceof List<?> values) {
            request.formParam(name, values);
          } else {
            request.formParam(name, value);
          }
        });
    return request;
  }

  private Response keep(Response response) {
    for (Cookie cookie : response.getDetailedCookies()) {
      if (cookie.getMaxAge() == 0) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie);
      }
    }
    return response;
  }
}
