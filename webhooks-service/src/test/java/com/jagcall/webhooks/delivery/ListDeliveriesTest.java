package com.jagcall.webhooks.delivery;

import static com.jagcall.webhooks.testing.WebhooksApi.DELIVERIES;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListDeliveriesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  Backends backends;
  private WebhooksApi api;
  private Receiver receiver;

  @BeforeEach
  void start() {
    api = WebhooksApi.unlimited(backends);
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private List<String> events(String query) {
    return api.get(DELIVERIES + query).statusCode(200).extract().path("data.event_id");
  }

  @Test
  void filters_narrowTheList() {
    String fine = api.endpoint(receiver.url("/fine"));
    String sms = api.endpoint(receiver.url("/sms"), "sms.received");
    receiver.behave(
        (exchange, request) ->
            Receiver.status(request.path().equals("/fine") ? 200 : 500).answer(exchange, request));
    JsonObject call = api.event("call.completed", "k1");
    JsonObject message = api.event("sms.received", "k2");
    api.tell(call);
    api.tell(message);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                events("?status=succeeded").size() == 2
                    && receiver.requests().stream().anyMatch(r -> r.path().equals("/sms")));
    String callId = call.getString("id");
    String messageId = message.getString("id");
    assertEquals(List.of(messageId, messageId, callId), events(""));
    assertEquals(List.of(messageId, callId), events("?endpoint=" + fine));
    assertEquals(List.of(messageId), events("?endpoint=" + sms));
    assertEquals(List.of(callId), events("?event=call.completed"));
    assertEquals(List.of(messageId), events("?status=pending"));
    assertEquals(List.of(), events("?status=failed"));
    assertEquals(List.of(), events("?created_after=" + Instant.now().plusSeconds(60)));
    assertEquals(3, events("?created_before=" + Instant.now().plusSeconds(60)).size());
    assertEquals(List.of(messageId), events("?per_page=1&page=2"));
    assertEquals(List.of(), WebhooksApi.of(backends).get(DELIVERIES).extract().path("data"));
    assertEquals(List.of(), api.testMode().get(DELIVERIES).extract().path("data"));
  }

  @Test
  void page_isOneStatement() {
    String marker = "evt" + Ids.base62(8);
    api.get(DELIVERIES + "?event=" + marker).statusCode(200);
    String end = Ids.next("marker_");
    backends.postgres().execute("SELECT '" + end + "'");
    await().atMost(PATIENCE).until(() -> backends.postgres().countStatements(end) > 0);
    assertEquals(1, backends.postgres().countStatements("select cast(json_build_object(") - before);
  }

  private long before;

  @BeforeEach
  void countBefore() {
    before = backends.postgres().countStatements("select cast(json_build_object(");
  }

  @ParameterizedTest
  @CsvSource({
    "status=done, 400",
    "event=call%20completed, 400",
    "created_after=yesterday, 400",
    "created_before=99999-01-01T00:00:00Z, 400",
    "page=0, 422",
    "per_page=101, 422",
    "per_page=ten, 400",
  })
  void badParameter_isRefused(String query, int status) {
    api.get(DELIVERIES + "?" + query).statusCode(status).body("error.details", hasSize(1));
  }

  @Test
  void detail_ofAnothersIsNotFound() {
    api.endpoint(receiver.url());
    JsonObject event = api.event("call.completed", "k1");
    api.tell(event);
    String id = api.delivery(event.getString("id")).getString("id");
    for (WebhooksApi other : List.of(WebhooksApi.of(backends), api.testMode())) {
      other.get(DELIVERIES + "/" + id).statusCode(404).body("error.code", equalTo("not_found"));
    }
    api.get(DELIVERIES + "/dlv_0000000000000000").statusCode(404);
    api.get(DELIVERIES + "/malformed").statusCode(404);
    api.without(Scope.WEBHOOKS_READ).get(DELIVERIES + "/" + id).statusCode(403);
  }

  @Test
  void noKeyOrScopeOrTooMany_isRefused() {
    given().get(DELIVERIES).then().statusCode(401);
    api.without(Scope.WEBHOOKS_READ).get(DELIVERIES).statusCode(403);
    WebhooksApi limited = WebhooksApi.of(backends);
    backends.accounts().limit(limited.key(), "read", 1);
    limited.get(DELIVERIES).statusCode(200);
    limited.get(DELIVERIES).statusCode(429);
  }
}
