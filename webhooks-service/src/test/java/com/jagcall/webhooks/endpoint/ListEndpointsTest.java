package com.jagcall.webhooks.endpoint;

import static com.jagcall.webhooks.testing.WebhooksApi.ENDPOINTS;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ListEndpointsTest {
  private static final String URL = "https://example.com/hook";

  Backends backends;
  private WebhooksApi api;

  @BeforeEach
  void newOrganization() {
    api = WebhooksApi.unlimited(backends);
  }

  @Test
  void own_areListedNewestFirstWithoutSecrets() {
    String first = api.endpoint(URL);
    String second = api.endpoint(URL);
    api.tellOfAgent("agt_4fT9xKp2mNq7Lw3Z", URL);
    WebhooksApi.unlimited(backends).endpoint(URL);
    api.testMode().endpoint(URL);
    api.get(ENDPOINTS)
        .statusCode(200)
        .body("data.id", equalTo(List.of(second, first)))
        .body("data[0].secret", nullValue())
        .body("pagination.total", equalTo(2));
  }

  @Test
  void page_isThatPartOfTheList() {
    String first = api.endpoint(URL);
    api.endpoint(URL);
    api.get(ENDPOINTS + "?page=2&per_page=1")
        .body("data.id", equalTo(List.of(first)))
        .body("pagination.page", equalTo(2))
        .body("pagination.total", equalTo(2));
    api.get(ENDPOINTS + "?page=9").body("data", equalTo(List.of()));
    api.get(ENDPOINTS + "?page=0").statusCode(422);
    api.get(ENDPOINTS + "?per_page=x").statusCode(400);
  }

  @Test
  void noKey_returns401() {
    given().get(ENDPOINTS).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    api.without(Scope.WEBHOOKS_READ).get(ENDPOINTS).statusCode(403);
  }

  @Test
  void overTheLimit_returns429() {
    WebhooksApi limited = WebhooksApi.of(backends);
    backends.accounts().limit(limited.key(), "read", 1);
    limited.get(ENDPOINTS).statusCode(200);
    limited.get(ENDPOINTS).statusCode(429);
  }
}
