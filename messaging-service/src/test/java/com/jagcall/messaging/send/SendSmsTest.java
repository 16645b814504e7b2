package com.jagcall.messaging.send;

import static com.jagcall.messaging.testing.SmsApi.PATH;
import static com.jagcall.messaging.testing.SmsApi.json;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SendSmsTest {
  private static final String TO = "+14155550123";

  Backends backends;
  Peers peers;
  @Inject CarrierDouble carrier;
  private SmsApi api;
  private String from;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.of(backends);
    from = peers.numbers().give(api.organization().id(), "live", null);
  }

  @AfterEach
  void everybodyIsBack() {
    peers.billing().reset();
    peers.numbers().setAway(false);
    peers.agents().setAway(false);
  }

  @Test
  void message_isAccepted_andAnsweredAsItIs() {
    ValidatableResponse answer =
        api.send(from, TO, "Your table is ready.")
            .statusCode(201)
            .body("id", matchesPattern("sms_[A-Za-z0-9]{16}"))
            .body("to", equalTo(TO))
            .body("from", equalTo(from))
            .body("body", equalTo("Your table is ready."))
            .body("direction", equalTo("outbound"))
            .body("status", equalTo("queued"))
            .body("segments", equalTo(1))
            .body("encoding", equalTo("gsm7"))
            .body("error_code", nullValue())
            .body("cost", equalTo("0.0079"))
            .body("currency", equalTo("USD"))
            .body("agent_id", nullValue())
            .body("metadata", equalTo(Map.of()));
    String id = answer.extract().path("id");
    answer.header("Location", endsWith(PATH + "/" + id));
    await().until(() -> api.status(id).equals("sent"));
    assertEquals(1, carrier.submitted(from).size());
    assertEquals(id, carrier.submitted(from).get(0).messageId());
  }

  @Test
  void longMessage_isSentInSegments_ofOneReference_andHeldForEach() {
    String body = "🙂".repeat(100);
    String agent =
        peers
            .agents()
            .agent(api.organization().id(), "live", new JsonObject().put("sms_replies", false));
    String id =
        api.post(
                new JsonObject(json(from, TO, body))
                    .put("agent_id", agent)
                    .put("metadata", Map.of("order", "17"))
                    .encode())
            .statusCode(201)
            .body("segments", equalTo(4))
            .body("encoding", equalTo("ucs2"))
            .body("cost", equalTo("0.0316"))
            .body("agent_id", equalTo(agent))
            .body("metadata", equalTo(Map.of("order", "17")))
            .extract()
            .path("id");
    await().until(() -> api.status(id).equals("sent"));
    assertEquals(
        List.of(1, 2, 3, 4),
        carrier.submitted(from).stream().map(segment -> segment.segment().number()).toList());
    assertEquals(
        1,
        carrier.submitted(from).stream()
            .map(segment -> segment.concatenationReference())
            .distinct()
            .count());
    assertEquals(4, peers.billing().holds(api.organization().id()).get(0).getInteger("quantity"));
  }

  @Test
  void acceptedMessage_isCharged_andItsOwnerIsTold() {
    String id = api.sent(from, TO, "Hello");
    String organization = api.organization().id();
    await().until(() -> peers.billing().events(organization, "hold.capture").size() == 1);
    JsonObject hold = peers.billing().holds(organization).get(0);
    assertEquals(id, hold.getJsonObject("resource").getString("id"));
    assertEquals(
        new JsonObject()
            .put("hold_id", hold.getString("hold_id"))
            .put("operation_id", "capture")
            .put("quantity", 1)
            .put("final", true),
        peers.billing().events(organization, "hold.capture").get(0));
    await().until(() -> !events("sms.sent", id).isEmpty());
    assertEquals(TO, events("sms.sent", id).get(0).getJsonObject("data").getString("to"));
  }

  private List<JsonObject> events(String type, String id) {
    return backends.receiver("webhooks-service").payloads(type).stream()
        .filter(event -> event.getJsonObject("data").getString("sms_id").equals(id))
        .toList();
  }

  @Test
  void repetitionWithTheSameKey_isOnePdu() {
    String body = json(from, TO, "Once");
    ValidatableResponse first = withKey("k-" + from, body).statusCode(201);
    ValidatableResponse second = withKey("k-" + from, body).statusCode(201);
    second.header("Idempotent-Replayed", "true");
    String id = first.extract().path("id");
    second.body("id", equalTo(id));
    withKey("k-" + from, json(from, TO, "Twice"))
        .statusCode(409)
        .body("error.code", equalTo("idempotency_conflict"));
    await().until(() -> api.status(id).equals("sent"));
    assertEquals(1, carrier.submitted(from).size());
    assertEquals(1, peers.billing().holds(api.organization().id()).size());
  }

  private ValidatableResponse withKey(String key, String body) {
    return api.request()
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(body)
        .post(PATH)
        .then();
  }

  @Test
  void tooLittleMoney_returns402_andNoPdu() {
    peers.billing().setBalance(api.organization().id(), "0.0157");
    api.send(from, TO, "a".repeat(161))
        .statusCode(402)
        .body("error.code", equalTo("insufficient_balance"))
        .body("error.message", containsString("0.0158"));
    String other = api.sent(from, TO, "short enough");
    await().until(() -> api.status(other).equals("sent"));
    assertEquals(1, carrier.submitted(from).size());
    api.list("").body("pagination.total", equalTo(1));
  }

  @Test
  void foreignNumber_orOneThatCannotSend_returns422() {
    String foreign = peers.numbers().give("org_0000000000000000", "live", null);
    String test = peers.numbers().give(api.organization().id(), "test", null);
    for (String number : List.of(foreign, test, "+12125550199")) {
      api.send(number, TO, "Hi")
          .statusCode(422)
          .body("error.code", equalTo("validation_error"))
          .body("error.details.field", equalTo(List.of("from")));
    }
    String voice = peers.numbers().give(api.organization().id(), "live", null);
    peers.numbers().change(voice, "capabilities", List.of("voice"));
    api.send(voice, TO, "Hi").statusCode(422);
    String suspended = peers.numbers().give(api.organization().id(), "live", null);
    peers.numbers().change(suspended, "status", "suspended");
    api.send(suspended, TO, "Hi").statusCode(422);
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
  }

  @Test
  void foreignAgent_returns422() {
    String foreign =
        peers
            .agents()
            .agent("org_0000000000000000", "live", new JsonObject().put("sms_replies", true));
    api.post(new JsonObject(json(from, TO, "Hi")).put("agent_id", foreign).encode())
        .statusCode(422)
        .body("error.details.field", equalTo(List.of("agent_id")));
  }

  @Test
  void countryWithoutPrice_returns422() {
    api.send(from, "+819012345678", "Hi")
        .statusCode(422)
        .body("error.details.field", equalTo(List.of("to")));
  }

  @Test
  void billingOrNumbersAway_returns503_andNoPdu() {
    peers.billing().setAway(true);
    api.send(from, TO, "Hi").statusCode(503).body("error.code", equalTo("service_unavailable"));
    peers.billing().setAway(false);
    peers.numbers().setAway(true);
    api.send("+12125550198", TO, "Hi").statusCode(503);
    peers.numbers().setAway(false);
    api.list("").body("pagination.total", equalTo(0));
    // The circuit may be open for half a second.
    await().untilAsserted(() -> api.send(from, TO, "Hi").statusCode(201));
  }

  @Test
  void message121InAMinute_returns429() {
    peers.billing().setBalance(api.organization().id(), "0");
    for (int i = 0; i < 120; i++) {
      api.post("{}").statusCode(422);
    }
    api.send(from, TO, "Hi")
        .statusCode(429)
        .body("error.code", equalTo("rate_limit_exceeded"))
        .header("Retry-After", matchesPattern("[1-9][0-9]?"));
    assertEquals(List.of(), carrier.submitted(from));
  }

  @Test
  void noKey_returns401_andScopeMissing_returns403() {
    given()
        .contentType(ContentType.JSON)
        .body(json(from, TO, "Hi"))
        .post(PATH)
        .then()
        .statusCode(401)
        .body("error.code", equalTo("missing_api_key"));
    api.without(backends, Scope.SMS_WRITE)
        .send(from, TO, "Hi")
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }
}
