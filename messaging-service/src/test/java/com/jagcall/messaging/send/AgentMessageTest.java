package com.jagcall.messaging.send;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other services may have sent for an agent. */
@QuarkusTest
class AgentMessageTest {
  private static final String TO = "+14155550123";

  Backends backends;
  Peers peers;
  @Inject CarrierDouble carrier;
  private SmsApi api;
  private String from;
  private JsonObject request;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.of(backends);
    from = peers.numbers().give(api.organization().id(), "live", null);
    request =
        new JsonObject()
            .put("message_id", Message.newId())
            .put("organization_id", api.organization().id())
            .put("mode", "live")
            .put("agent_id", "agt_4fT9xKp2mNq7Lw3Z")
            .put("from", from)
            .put("to", TO)
            .put("body", "Your appointment is on Monday.")
            .put("metadata", new JsonObject().put("call_id", "call_1"));
  }

  @AfterEach
  void everybodyIsBack() {
    peers.billing().reset();
    peers.numbers().setAway(false);
  }

  @Test
  void message_isSentOnce_howeverOftenItIsAskedFor() {
    List<CompletableFuture<Integer>> asked =
        IntStream.range(0, 5)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> post().extract().statusCode()))
            .toList();
    asked.forEach(one -> assertEquals(201, one.join()));
    String id = request.getString("message_id");
    post()
        .statusCode(201)
        .body("id", equalTo(id))
        .body("agent_id", equalTo("agt_4fT9xKp2mNq7Lw3Z"))
        .body("metadata.call_id", equalTo("call_1"));

    await().atMost(Duration.ofSeconds(30)).until(() -> api.status(id).equals("sent"));
    assertEquals(1, carrier.submitted(from).size());
    assertEquals(
        1,
        peers.billing().events(api.organization().id(), "hold.capture").stream()
            .map(event -> event.getString("hold_id"))
            .distinct()
            .count());
  }

  @Test
  void nameOfAnotherMessage_isRefused_whoeverHasIt() {
    post().statusCode(201);
    request.put("body", "Something else.");
    refused(409, "conflict");
    SmsApi other = SmsApi.of(backends);
    request
        .put("body", "Your appointment is on Monday.")
        .put("organization_id", other.organization().id())
        .put("from", peers.numbers().give(other.organization().id(), "live", null));
    refused(409, "conflict");
  }

  @Test
  void rulesOfClients_areItsRules() {
    api.post(
            SmsApi.OPT_OUTS,
            "{\"opt_outs\":[{\"phone_number\":\"" + from + "\",\"recipient\":\"" + TO + "\"}]}")
        .statusCode(200);
    refused(422, "recipient_opted_out");
    assertEquals(1, peers.billing().count(api.organization().id(), "released"));

    request.put("to", "+14155550124").put("from", "+14155550199");
    refused(422, "validation_error");
    request.put("from", from).put("body", "\u0007");
    refused(422, "validation_error");
    request.put("body", "Hi").put("message_id", "sms_short");
    refused(422, "validation_error");
    String voice = peers.numbers().give(api.organization().id(), "live", null);
    peers.numbers().change(voice, "capabilities", List.of("voice"));
    request.put("message_id", Message.newId()).put("from", voice);
    refused(422, "validation_error");
    peers.billing().setBalance(api.organization().id(), "0");
    request.put("from", from);
    refused(402, "insufficient_balance");
    assertEquals(0, carrier.submitted(from).size());
  }

  @Test
  void whoIsNoService_isRefused() {
    api.post("/internal/messages", request.encode()).statusCode(401);
    given()
        .contentType(ContentType.JSON)
        .body(request.encode())
        .post("/internal/messages")
        .then()
        .statusCode(401);
  }

  private void refused(int status, String code) {
    post().statusCode(status).body("error.code", equalTo(code));
  }

  private ValidatableResponse post() {
    return given()
        .header(
            "Authorization",
            "Bearer " + backends.keys().service("calls-service", "messaging-service"))
        .contentType(ContentType.JSON)
        .body(request.encode())
        .post("/internal/messages")
        .then();
  }
}
