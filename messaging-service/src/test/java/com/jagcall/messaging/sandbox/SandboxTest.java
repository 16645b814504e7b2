package com.jagcall.messaging.sandbox;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import com.jagcall.common.testing.MovableClock;
import com.jagcall.messaging.reply.Replies;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SandboxTest {
  Backends backends;
  Peers peers;
  @Inject CarrierDouble carrier;
  @Inject MovableClock clock;
  @Inject Sandbox sandbox;
  @Inject Replies replies;
  private SmsApi api;
  private String from;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.unlimited(backends).testMode(backends);
    from = peers.numbers().give(api.organization().id(), "test", null);
  }

  @AfterEach
  void present() {
    clock.reset();
  }

  private void step() {
    Jobs.run(sandbox::playDue);
    clock.move(Sandbox.PAUSE);
  }

  /** What becomes of a message, step by step. */
  private List<String> life(String to) {
    String id = api.sent(from, to, "Hello ".repeat(60));
    String queued = api.status(id);
    step();
    String sent = api.status(id);
    step();
    return List.of(queued, sent, api.status(id));
  }

  @Test
  void magicNumbers_decideWhatBecomesOfAMessage() {
    assertEquals(List.of("queued", "sent", "delivered"), life("+14155550100"));
    assertEquals(List.of("queued", "sent", "delivered"), life("+442079460000"));
    assertEquals(List.of("queued", "sent", "undelivered"), life("+14155550190"));
    assertEquals(List.of("queued", "failed", "failed"), life("+12125550191"));
  }

  @Test
  void nothingIsCharged_andNothingReachesTheCarrier() {
    life("+14155550100");
    step();
    step();
    assertEquals(List.of(), carrier.submitted(from));
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
    api.list("").body("data[0].cost", equalTo("0.0000"));
  }

  @Test
  void reply_comesIn() {
    life("+14155550192");
    step();
    api.list("?direction=inbound")
        .body("pagination.total", equalTo(1))
        .body("data[0].from", equalTo("+14155550192"))
        .body("data[0].to", equalTo(from))
        .body("data[0].body", equalTo("Thanks, got it."));
    step();
    step();
    api.list("").body("pagination.total", equalTo(2));
  }

  @Test
  void optOut_optsOut_untilItIsDeleted() {
    life("+14155550193");
    step();
    api.send(from, "+14155550193", "Hi")
        .statusCode(422)
        .body("error.code", equalTo("recipient_opted_out"));
    for (int i = 0; i < 4; i++) {
      step();
    }
    // What was sent, STOP, and the confirmation of it, which nobody answers.
    api.list("").body("pagination.total", equalTo(3)).body("data[0].status", equalTo("delivered"));
    String id = api.optOuts("").extract().path("data[0].id");
    api.request().delete(SmsApi.OPT_OUTS + "/" + id).then().statusCode(200);
    api.send(from, "+14155550193", "Hi").statusCode(201);
  }

  @Test
  void agentThatAnswers_answersWithTheScriptedModel() {
    String agent =
        peers
            .agents()
            .agent(api.organization().id(), "test", new JsonObject().put("sms_replies", true));
    from = peers.numbers().give(api.organization().id(), "test", agent);
    life("+14155550192");
    step();
    Jobs.run(replies::answerDue);
    api.list("?direction=outbound")
        .body("pagination.total", equalTo(2))
        .body("data[0].body", startsWith("Thank you for your message"));
    assertEquals(List.of(), peers.model().questions("Thanks, got it."));
  }
}
