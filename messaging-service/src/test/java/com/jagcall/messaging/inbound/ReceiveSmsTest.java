package com.jagcall.messaging.inbound;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import com.jagcall.common.testing.MovableClock;
import com.jagcall.messaging.smpp.CarrierListener;
import com.jagcall.messaging.smpp.InboundOutcome;
import com.jagcall.messaging.smpp.InboundSegment.Concatenation;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import com.jagcall.messaging.testing.Telephone;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReceiveSmsTest {
  private static final String SENDER = "+14155550123";

  Backends backends;
  Peers peers;
  @Inject CarrierListener listener;
  @Inject MovableClock clock;
  @Inject Reception reception;
  @Inject InboundCharges charges;
  private SmsApi api;
  private String number;
  private Telephone telephone;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.unlimited(backends);
    number = peers.numbers().give(api.organization().id(), "live", "agt_0000000000000001");
    telephone = new Telephone(listener);
  }

  @AfterEach
  void everybodyIsBack() {
    clock.reset();
    peers.numbers().setAway(false);
    peers.billing().reset();
  }

  private List<JsonObject> told() {
    return backends.receiver("webhooks-service").payloads("sms.received").stream()
        .filter(event -> event.getString("organization_id").equals(api.organization().id()))
        .toList();
  }

  @Test
  void message_isReceived_andItsOwnerIsTold() {
    assertEquals(InboundOutcome.STORED, telephone.write(SENDER, number, "Hello 👋 there"));
    String id =
        api.list("?direction=inbound")
            .body("data[0].from", equalTo(SENDER))
            .body("data[0].to", equalTo(number))
            .body("data[0].body", equalTo("Hello 👋 there"))
            .body("data[0].status", equalTo("received"))
            .body("data[0].direction", equalTo("inbound"))
            .body("data[0].segments", equalTo(1))
            .body("data[0].cost", nullValue())
            .body("data[0].agent_id", equalTo("agt_0000000000000001"))
            .extract()
            .path("data[0].id");
    await().until(() -> told().size() == 1);
    assertEquals("agt_0000000000000001", told().get(0).getString("agent_id"));
    assertEquals(
        new JsonObject()
            .put("sms_id", id)
            .put("agent_id", "agt_0000000000000001")
            .put("from", SENDER)
            .put("to", number)
            .put("body", "Hello 👋 there"),
        told().get(0).getJsonObject("data"));
  }

  @Test
  void partsInAnyOrder_twice_areOneMessage() {
    for (int part : List.of(3, 1, 3, 1, 2, 2)) {
      assertEquals(
          InboundOutcome.STORED,
          telephone.writePart(SENDER, number, new Concatenation(7, 3, part), "part " + part + ";"));
    }
    api.list("")
        .body("pagination.total", equalTo(1))
        .body("data[0].body", equalTo("part 1;part 2;part 3;"))
        .body("data[0].segments", equalTo(3))
        .body("data[0].error_code", nullValue());
  }

  @Test
  void characterCutInTwoByItsSender_isWhole() {
    String emoji = "👋";
    telephone.writePart(SENDER, number, new Concatenation(8, 2, 1), "a" + emoji.charAt(0));
    telephone.writePart(SENDER, number, new Concatenation(8, 2, 2), emoji.charAt(1) + "b");
    api.list("").body("data[0].body", equalTo("a👋b"));
  }

  @Test
  void missingPart_isGivenUp_andTheRestSaysSo() {
    telephone.writePart(SENDER, number, new Concatenation(9, 3, 1), "one ");
    telephone.writePart(SENDER, number, new Concatenation(9, 3, 3), "three");
    Jobs.run(reception::giveUpParts);
    api.list("").body("pagination.total", equalTo(0));
    clock.move(Duration.ofMinutes(10));
    Jobs.run(reception::giveUpParts);
    Jobs.run(reception::giveUpParts);
    api.list("")
        .body("pagination.total", equalTo(1))
        .body("data[0].body", equalTo("one three"))
        .body("data[0].error_code", equalTo("parts_missing"));
  }

  @Test
  void numberThatNobodyHas_orOneWithoutSms_isUnknown() {
    assertEquals(InboundOutcome.UNKNOWN_NUMBER, telephone.write(SENDER, "+12125550199", "Hi"));
    assertEquals(InboundOutcome.UNKNOWN_NUMBER, telephone.write(SENDER, "12345", "Hi"));
    String voice = peers.numbers().give(api.organization().id(), "live", null);
    peers.numbers().change(voice, "capabilities", List.of("voice"));
    assertEquals(InboundOutcome.UNKNOWN_NUMBER, telephone.write(SENDER, voice, "Hi"));
    String test = peers.numbers().give(api.organization().id(), "test", null);
    assertEquals(InboundOutcome.UNKNOWN_NUMBER, telephone.write(SENDER, test, "Hi"));
  }

  @Test
  void numbersAway_isTriedLater() {
    peers.numbers().setAway(true);
    assertEquals(InboundOutcome.TRY_LATER, telephone.write(SENDER, number, "Hi"));
    peers.numbers().setAway(false);
    // The circuit may be open for half a second.
    await().until(() -> telephone.write(SENDER, number, "Hi") == InboundOutcome.STORED);
    api.list("").body("pagination.total", equalTo(1));
  }

  @Test
  void whatCannotBeStoredAsItIs_isStoredNearly() {
    telephone.write(SENDER, number, "a\u0000b\ud83d");
    api.list("").body("data[0].body", equalTo("a\ufffdb\ufffd"));
  }

  @Test
  void message_isCharged_onceItIsStored() {
    telephone.write(SENDER, number, "Hi");
    Jobs.run(charges::chargeDue);
    Jobs.run(charges::chargeDue);
    api.list("").body("data[0].cost", equalTo("0.0079"));
    String organization = api.organization().id();
    await().until(() -> peers.billing().events(organization, "hold.capture").size() == 1);
    assertEquals("sms_inbound", peers.billing().holds(organization).get(0).getString("product"));
  }

  @Test
  void noMoney_losesNoMessage_andCostsNothing() {
    peers.billing().setBalance(api.organization().id(), "0");
    assertEquals(InboundOutcome.STORED, telephone.write(SENDER, number, "Hi"));
    Jobs.run(charges::chargeDue);
    api.list("").body("data[0].body", equalTo("Hi")).body("data[0].cost", equalTo("0.0000"));
  }

  @Test
  void billingAway_isChargedLater() {
    peers.billing().setAway(true);
    telephone.write(SENDER, number, "Hi");
    Jobs.run(charges::chargeDue);
    api.list("").body("data[0].cost", nullValue());
    peers.billing().setAway(false);
    await()
        .untilAsserted(
            () -> {
              clock.move(Duration.ofSeconds(10));
              Jobs.run(charges::chargeDue);
              api.list("").body("data[0].cost", equalTo("0.0079"));
            });
  }
}
