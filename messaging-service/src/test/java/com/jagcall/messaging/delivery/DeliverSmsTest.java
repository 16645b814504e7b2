package com.jagcall.messaging.delivery;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import com.jagcall.common.testing.MovableClock;
import com.jagcall.messaging.smpp.CarrierListener;
import com.jagcall.messaging.smpp.ReceiptState;
import com.jagcall.messaging.smpp.SubmitOutcome;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import com.jagcall.messaging.smpp.SubmitOutcome.NotSent;
import com.jagcall.messaging.smpp.SubmitOutcome.Refused;
import com.jagcall.messaging.smpp.SubmitOutcome.Unanswered;
import com.jagcall.messaging.submission.Upkeep;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import com.jagcall.messaging.testing.Telephone;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliverSmsTest {
  private static final String TO = "+14155550123";
  private static final String THREE_SEGMENTS = "a".repeat(400);

  Backends backends;
  Peers peers;
  @Inject CarrierDouble carrier;
  @Inject CarrierListener listener;
  @Inject MovableClock clock;
  @Inject Upkeep upkeep;
  private SmsApi api;
  private String from;
  private Telephone telephone;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.unlimited(backends);
    from = peers.numbers().give(api.organization().id(), "live", null);
    telephone = new Telephone(listener);
  }

  @AfterEach
  void present() {
    clock.reset();
    carrier.setReady(true);
  }

  /** From now on segments are accepted under this name and their number. */
  private void acceptAs(String name) {
    carrier.script(
        from,
        segment ->
            Uni.createFrom()
                .item(new Accepted(name + segment.segment().number(), CarrierDouble.BIND)));
  }

  private void awaitStatus(String id, String status) {
    await().atMost(Duration.ofSeconds(20)).until(() -> api.status(id).equals(status));
  }

  /** What its owner was told of a message, in order. */
  private List<String> told(String id) {
    return backends.receiver("webhooks-service").events().stream()
        .filter(event -> event.getString("key").equals(id))
        .map(event -> event.getString("type"))
        .toList();
  }

  private List<JsonObject> billed(String type) {
    return peers.billing().events(api.organization().id(), type);
  }

  @Test
  void receipt_delivers_andItsOwnerIsTold() {
    acceptAs(from + "-a");
    String id = api.sent(from, TO, "Hello");
    awaitStatus(id, "sent");
    telephone.receipt(from + "-a1", ReceiptState.ENROUTE);
    assertEquals("sent", api.status(id));
    telephone.receipt(from + "-a1", ReceiptState.DELIVERED);
    api.get(id).body("status", equalTo("delivered")).body("error_code", nullValue());
    await().until(() -> told(id).equals(List.of("sms.sent", "sms.delivered")));
  }

  @Test
  void receiptsInReverse_twice_andOfOneOfThree_endRight() {
    acceptAs(from + "-b");
    String id = api.sent(from, TO, THREE_SEGMENTS);
    awaitStatus(id, "sent");
    for (int number : List.of(3, 3, 2, 2)) {
      telephone.receipt(from + "-b" + number, ReceiptState.DELIVERED);
      assertEquals("sent", api.status(id));
    }
    telephone.receipt(from + "-b1", ReceiptState.DELIVERED);
    assertEquals("delivered", api.status(id));
    telephone.receipt(from + "-b1", ReceiptState.UNDELIVERABLE);
    telephone.receipt(from + "-b3", ReceiptState.EXPIRED);
    assertEquals("delivered", api.status(id));
    await().until(() -> told(id).equals(List.of("sms.sent", "sms.delivered")));
    assertEquals(
        List.of(3), billed("hold.capture").stream().map(e -> e.getInteger("quantity")).toList());
  }

  @Test
  void receiptBeforeTheAnswerToItsSubmit_isKept() {
    CompletableFuture<SubmitOutcome> answer = new CompletableFuture<>();
    carrier.script(from, segment -> Uni.createFrom().completionStage(answer));
    String id = api.sent(from, TO, "Hello");
    await().until(() -> carrier.submitted(from).size() == 1);
    telephone.receipt(from + "-c", ReceiptState.DELIVERED);
    telephone.receipt(from + "-c", ReceiptState.DELIVERED);
    assertEquals("queued", api.status(id));
    answer.complete(new Accepted(from + "-c", CarrierDouble.BIND));
    awaitStatus(id, "delivered");
    await().until(() -> told(id).equals(List.of("sms.sent", "sms.delivered")));
    assertEquals(
        0,
        backends
            .postgres()
            .count(
                "select count(*) from messaging.orphan_receipt where carrier_message_id = '"
                    + from
                    + "-c'"));
  }

  @Test
  void undeliverablePart_isUndelivered_andStillCharged() {
    acceptAs(from + "-d");
    String id = api.sent(from, TO, THREE_SEGMENTS);
    awaitStatus(id, "sent");
    telephone.receipt(from + "-d2", ReceiptState.UNDELIVERABLE);
    api.get(id)
        .body("status", equalTo("undelivered"))
        .body("error_code", equalTo("undeliverable"))
        .body("cost", equalTo("0.0237"));
    await().until(() -> told(id).equals(List.of("sms.sent", "sms.failed")));
    await().until(() -> billed("hold.capture").size() == 1);
  }

  @Test
  void refusedMessage_fails_andItsMoneyIsGivenBack() {
    carrier.script(from, segment -> Uni.createFrom().item(new Refused(0x0B, false)));
    String id = api.sent(from, TO, THREE_SEGMENTS);
    awaitStatus(id, "failed");
    api.get(id).body("error_code", equalTo("invalid_number")).body("cost", equalTo("0.0000"));
    await().until(() -> told(id).equals(List.of("sms.failed")));
    await().until(() -> billed("hold.release").size() == 1);
    assertEquals(1, carrier.submitted(from).size());
    assertEquals(List.of(), billed("hold.capture"));
  }

  @Test
  void notSent_isTriedAgain_fromTheSegmentThatWasNot() {
    AtomicInteger times = new AtomicInteger();
    carrier.script(
        from,
        segment ->
            Uni.createFrom()
                .item(
                    segment.segment().number() == 2 && times.incrementAndGet() == 1
                        ? new NotSent("full")
                        : carrier.accepted()));
    String id = api.sent(from, TO, THREE_SEGMENTS);
    awaitStatus(id, "sent");
    assertEquals(
        List.of(1, 2, 2, 3),
        carrier.submitted(from).stream().map(segment -> segment.segment().number()).toList());
    assertEquals(
        1,
        carrier.submitted(from).stream().map(s -> s.concatenationReference()).distinct().count());
  }

  @Test
  void noCarrierForTooLong_fails() {
    carrier.setReady(false);
    String id = api.sent(from, TO, "Hello");
    Jobs.run(upkeep::endDue);
    assertEquals("queued", api.status(id));
    clock.move(Duration.ofHours(6));
    Jobs.run(upkeep::endDue);
    api.get(id)
        .body("status", equalTo("failed"))
        .body("error_code", equalTo("carrier_unavailable"));
    await().until(() -> billed("hold.release").size() == 1);
    assertEquals(List.of(), carrier.submitted(from));
  }

  @Test
  void unanswered_isNeverRepeated_andEndsUnconfirmed() {
    carrier.script(from, segment -> Uni.createFrom().item(new Unanswered("b")));
    String id = api.sent(from, TO, "Hello");
    awaitStatus(id, "sent");
    Jobs.run(upkeep::endDue);
    assertEquals("sent", api.status(id));
    assertTrue(Stream.of("hold.capture", "hold.release").allMatch(type -> billed(type).isEmpty()));
    clock.move(Duration.ofHours(12));
    Jobs.run(upkeep::endDue);
    api.get(id).body("status", equalTo("undelivered")).body("error_code", equalTo("unconfirmed"));
    await().until(() -> billed("hold.release").size() == 1);
    assertEquals(1, carrier.submitted(from).size());
  }

  @Test
  void replicaKilledBetweenMarkAndAnswer_isUnanswered() {
    carrier.script(from, segment -> Uni.createFrom().emitter(never -> {}));
    String id = api.sent(from, TO, "Hello");
    await().until(() -> carrier.submitted(from).size() == 1);
    clock.move(Duration.ofMinutes(3));
    Jobs.run(upkeep::endDue);
    assertEquals("sent", api.status(id));
    clock.move(Duration.ofHours(12));
    Jobs.run(upkeep::endDue);
    assertEquals("undelivered", api.status(id));
    assertEquals(1, carrier.submitted(from).size());
  }

  @Test
  void receiptThatNeverComes_endsUnconfirmed_andWhatTheCarrierHasIsCharged() {
    String id = api.sent(from, TO, "Hello");
    awaitStatus(id, "sent");
    clock.move(Duration.ofHours(72).plusMinutes(1));
    Jobs.run(upkeep::endDue);
    api.get(id).body("status", equalTo("undelivered")).body("cost", equalTo("0.0079"));
    await().until(() -> billed("hold.capture").size() == 1);
  }
}
