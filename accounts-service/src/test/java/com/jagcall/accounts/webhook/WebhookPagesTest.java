package com.jagcall.accounts.webhook;

import static com.jagcall.accounts.testing.WebhooksDouble.DELIVERY;
import static com.jagcall.accounts.testing.WebhooksDouble.ENDPOINT;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import com.jagcall.accounts.testing.WebhooksDouble;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, Webhooks, as its owner and others see and use it. */
@QuarkusTest
class WebhookPagesTest {
  private static final String HOME = "/settings/webhooks";
  private static final String OF_ENDPOINT = HOME + "/live/" + ENDPOINT;
  private static final String OF_DELIVERY = "/settings/webhook-deliveries/live/" + DELIVERY;

  @Inject People people;
  WebhooksDouble webhooks;
  private Person owner;
  private Browser browser;

  @BeforeEach
  void logIn() {
    owner = people.owner();
    browser = Browser.of(owner);
  }

  @AfterEach
  void comeBack() {
    webhooks.answer(200);
  }

  @Test
  void endpoints_areAskedForInTheUsersName() {
    browser
        .get(HOME)
        .then()
        .statusCode(200)
        .body(containsString("&lt;i&gt;Backend&lt;/i&gt;"))
        .body(containsString("https://example.com/&lt;hook&gt;"))
        .body(containsString("2 events"))
        .body(containsString("Failing"))
        .body(containsString("Add Endpoint"));
    assertEquals(owner.id(), webhooks.token().getString("sub"));
    assertEquals("webhooks-service", webhooks.token().getString("aud"));
    assertEquals("live", webhooks.token().getString("mode"));
    assertEquals(new JsonArray().add("webhooks:read"), webhooks.token().getJsonArray("groups"));
    browser.get(HOME + "?mode=test").then().body(containsString("aria-current=\"page\">Test"));
    assertEquals("test", webhooks.token().getString("mode"));
  }

  @Test
  void newEndpoint_showsItsSecretOnce() {
    browser.get(HOME + "/new").then().statusCode(200).body(containsString("call.completed"));
    browser
        .post(
            HOME,
            Map.of(
                "mode", "test",
                "url", " https://example.com/hook ",
                "description", "Backend",
                "events", List.of("call.completed", "sms.received")))
        .then()
        .statusCode(200)
        .body(containsString("whsec_shownOnce"))
        .body(containsString("not shown again"));
    assertEquals("POST /v1/webhooks/endpoints", webhooks.request());
    assertEquals("test", webhooks.token().getString("mode"));
    assertEquals(
        new JsonObject()
            .put("url", "https://example.com/hook")
            .put("description", "Backend")
            .put("events", new JsonArray().add("call.completed").add("sms.received"))
            .put("status", "enabled"),
        webhooks.body());
  }

  @Test
  void refusedUrl_isSaidBesideItAndNothingIsLost() {
    webhooks.answer(422);
    browser
        .post(HOME, Map.of("mode", "live", "url", "https://10.0.0.1/\">", "events", "*"))
        .then()
        .statusCode(200)
        .body(containsString("This must not lead to a private address."))
        .body(containsString("value=\"https://10.0.0.1/&quot;&gt;\""));
    webhooks.answer(409);
    browser
        .post(HOME, Map.of("mode", "live", "url", "https://example.com"))
        .then()
        .body(containsString("it is &lt;b&gt;refused&lt;/b&gt;"));
  }

  @Test
  void endpoint_isChanged() {
    browser
        .get(OF_ENDPOINT)
        .then()
        .body(containsString("value=\"https://example.com/&lt;hook&gt;\""))
        .body(containsString("value=\"call.failed\" checked"));
    browser
        .post(
            OF_ENDPOINT,
            Map.of(
                "url",
                "https://example.com/",
                "description",
                "",
                "events",
                "*",
                "status",
                "disabled"))
        .then()
        .statusCode(303)
        .header("Location", HOME + "?done=changed");
    assertEquals("PATCH /v1/webhooks/endpoints/" + ENDPOINT, webhooks.request());
    assertEquals("disabled", webhooks.body().getString("status"));
    assertEquals("", webhooks.body().getString("description"));
  }

  @Test
  void secret_isRolled() {
    browser.get(OF_ENDPOINT + "/roll").then().body(containsString("Old secret signs for"));
    browser
        .post(OF_ENDPOINT + "/roll", Map.of("grace", "168"))
        .then()
        .body(containsString("whsec_shownOnce"));
    assertEquals(168, webhooks.body().getInteger("grace_hours"));
    browser.post(OF_ENDPOINT + "/roll", Map.of("grace", "5")).then().statusCode(422);
  }

  @Test
  void endpoint_isDeleted() {
    browser.get(OF_ENDPOINT + "/delete").then().body(containsString("Nothing more is sent"));
    browser
        .post(OF_ENDPOINT + "/delete", Map.of())
        .then()
        .statusCode(303)
        .header("Location", HOME + "?done=deleted");
    assertEquals("DELETE /v1/webhooks/endpoints/" + ENDPOINT, webhooks.request());
  }

  @Test
  void testEvent_leadsToItsDelivery() {
    browser
        .post(OF_ENDPOINT + "/test", Map.of())
        .then()
        .statusCode(303)
        .header("Location", OF_DELIVERY);
    webhooks.answer(409);
    browser
        .post(OF_ENDPOINT + "/test", Map.of())
        .then()
        .header("Location", HOME + "?done=disabled");
  }

  @Test
  void delivery_showsWhyItFailedAndIsReplayed() {
    browser
        .get(OF_DELIVERY)
        .then()
        .statusCode(200)
        .body(containsString("the answer was 500"))
        .body(containsString("&lt;b&gt;no room&lt;/b&gt;"))
        .body(containsString("12 ms"))
        .body(containsString("{&quot;event&quot;:&quot;webhook.test&quot;}"));
    browser
        .post(OF_DELIVERY + "/replay", Map.of())
        .then()
        .statusCode(303)
        .header("Location", OF_DELIVERY + "?done=replayed");
    webhooks.answer(409);
    browser
        .post(OF_DELIVERY + "/replay", Map.of())
        .then()
        .header("Location", OF_DELIVERY + "?done=refused");
  }

  @Test
  void failed_areReplayedTogether() {
    browser.get(OF_ENDPOINT + "/replay").then().body(containsString("The last 24 hours"));
    browser
        .post(OF_ENDPOINT + "/replay", Map.of("hours", "24"))
        .then()
        .header("Location", HOME + "?done=replayed-7");
    browser
        .get(HOME + "?done=replayed-7")
        .then()
        .body(containsString("7 failed deliveries are sent again."));
  }

  @Test
  void deliveries_areFiltered() {
    browser
        .get(
            "/settings/webhook-deliveries?mode=test&endpoint="
                + ENDPOINT
                + "&event=webhook.test&status=failed&hours=24&page=2")
        .then()
        .statusCode(200)
        .body(containsString("41 in all"))
        .body(containsString("page=3"));
    String request = webhooks.request();
    for (String part :
        List.of(
            "endpoint=" + ENDPOINT,
            "event=webhook.test",
            "status=failed",
            "created_after=20",
            "page=2",
            "per_page=20")) {
      assertTrue(request.contains(part), request);
    }
    browser.get("/settings/webhook-deliveries?event=%22%3E&hours=0").then().statusCode(200);
    assertTrue(!webhooks.request().contains("event="), webhooks.request());
  }

  @Test
  void member_seesAndChangesNothing() {
    Browser member = Browser.of(people.member(owner.organization(), "member"));
    member.get(HOME).then().statusCode(200).body(not(containsString("Add Endpoint")));
    member.get(OF_DELIVERY).then().statusCode(200).body(not(containsString("Replay")));
    member.get(HOME + "/new").then().statusCode(403);
    member.post(HOME, Map.of("url", "https://example.com")).then().statusCode(403);
    member.post(OF_ENDPOINT + "/test", Map.of()).then().statusCode(403);
    member.post(OF_DELIVERY + "/replay", Map.of()).then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void webhooksServiceAway_isSaidSo(int status) {
    webhooks.answer(status);
    browser
        .get(HOME)
        .then()
        .statusCode(200)
        .body(containsString("cannot be listed at this moment"));
    browser
        .get("/settings/webhook-deliveries")
        .then()
        .statusCode(200)
        .body(containsString("cannot be listed at this moment"));
  }

  @Test
  void absent_isNotFound() {
    webhooks.answer(404);
    browser.get(OF_ENDPOINT).then().statusCode(404);
    browser.get(OF_DELIVERY).then().statusCode(404);
    browser.get(HOME + "/neither/" + ENDPOINT).then().statusCode(404);
  }

  @Test
  void nobody_isAskedToLogIn() {
    Browser.elsewhere()
        .get(HOME)
        .then()
        .statusCode(303)
        .header("Location", "/login?next=%2Fsettings%2Fwebhooks");
  }
}
