package com.jagcall.messaging.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Mode;
import com.jagcall.messaging.delivery.Delivery.Settlement;
import com.jagcall.messaging.message.MessageStatus;
import com.jagcall.messaging.smpp.ReceiptState;
import com.jagcall.messaging.smpp.SubmitOutcome;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import com.jagcall.messaging.smpp.SubmitOutcome.NotSent;
import com.jagcall.messaging.smpp.SubmitOutcome.Refused;
import com.jagcall.messaging.smpp.SubmitOutcome.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Terms TERMS =
      new Terms(
          Duration.ofMinutes(2), Duration.ofHours(72), Duration.ofHours(12), Duration.ofMinutes(1));
  private static final String CLAIM = "replica:1";

  private static Delivery delivery(int segments) {
    return delivery(segments, NOW);
  }

  private static Delivery delivery(int segments, Instant now) {
    Head head =
        new Head(
            "sms_1",
            "org_1",
            Mode.LIVE,
            MessageStatus.QUEUED,
            "+14155550100",
            "+14155550123",
            segments,
            null,
            null,
            7_900L * segments,
            "smh_1",
            false,
            null,
            NOW);
    Queued queued =
        new Queued(
            "sms_1", NOW, CLAIM, NOW.plus(TERMS.lease()), 1, 1, NOW.plus(Duration.ofHours(6)));
    return new Delivery(head, queued, List.of(), TERMS, now);
  }

  private static Fact submitted(int number, SubmitOutcome outcome) {
    return new Fact.Submitted("sms_1", CLAIM, number, outcome, NOW);
  }

  private static Fact accepted(int number) {
    return submitted(number, new Accepted("c" + number, "bind"));
  }

  private static Fact receipt(int number, ReceiptState state) {
    return new Fact.Receipted("sms_1", number, state, null);
  }

  private static List<MessageStatus> statuses(Delivery delivery) {
    return delivery.steps().stream().map(Head::status).toList();
  }

  @Test
  void allAccepted_isSent_charged_andWaitsForReceipts() {
    Delivery delivery = delivery(2);
    delivery.learn(accepted(1));
    assertEquals(MessageStatus.QUEUED, delivery.head().status());
    assertEquals(2, delivery.queued().nextSegment());
    delivery.learn(accepted(2));
    assertEquals(List.of(MessageStatus.SENT), statuses(delivery));
    assertEquals(Optional.of(new Settlement(2)), delivery.settlement());
    assertEquals(15_800L, delivery.head().costMicros());
    assertEquals(NOW.plus(Duration.ofHours(72)), delivery.head().confirmBy());
    assertNull(delivery.queued());
  }

  @Test
  void everyPartDelivered_isDelivered_oneUndeliverable_isUndelivered() {
    Delivery delivery = delivery(2);
    List.of(accepted(1), accepted(2), receipt(2, ReceiptState.DELIVERED)).forEach(delivery::learn);
    assertEquals(MessageStatus.SENT, delivery.head().status());
    delivery.learn(receipt(1, ReceiptState.DELIVERED));
    assertEquals(List.of(MessageStatus.SENT, MessageStatus.DELIVERED), statuses(delivery));
    Delivery other = delivery(2);
    List.of(accepted(1), accepted(2), receipt(2, ReceiptState.EXPIRED)).forEach(other::learn);
    assertEquals(List.of(MessageStatus.SENT, MessageStatus.UNDELIVERED), statuses(other));
    assertEquals("expired", other.head().errorCode());
  }

  @Test
  void intermediateReceipts_changeNothing_norDoesOneAfterTheLast() {
    Delivery delivery = delivery(1);
    delivery.learn(accepted(1));
    for (ReceiptState state :
        List.of(ReceiptState.ENROUTE, ReceiptState.ACCEPTED, ReceiptState.UNKNOWN)) {
      delivery.learn(receipt(1, state));
    }
    assertEquals(MessageStatus.SENT, delivery.head().status());
    delivery.learn(receipt(1, ReceiptState.DELIVERED));
    delivery.learn(receipt(1, ReceiptState.ENROUTE));
    delivery.learn(receipt(1, ReceiptState.UNDELIVERABLE));
    assertEquals(MessageStatus.DELIVERED, delivery.head().status());
  }

  @Test
  void refused_fails_andNothingIsCharged_norMoreSubmitted() {
    Delivery delivery = delivery(3);
    delivery.learn(accepted(1));
    delivery.learn(submitted(2, new Refused(0x0B, false)));
    assertEquals(List.of(MessageStatus.FAILED), statuses(delivery));
    assertEquals("invalid_number", delivery.head().errorCode());
    assertEquals(Optional.of(new Settlement(0)), delivery.settlement());
    assertEquals(0L, delivery.head().costMicros());
    assertNull(delivery.queued());
  }

  @Test
  void notSent_isTriedAgainFromThere_laterEachTime_untilItIsTooLate() {
    Delivery delivery = delivery(2);
    delivery.learn(accepted(1));
    delivery.learn(submitted(2, new NotSent("no bind")));
    assertNull(delivery.queued().claim());
    assertEquals(2, delivery.queued().nextSegment());
    assertEquals(NOW.plusSeconds(1), delivery.queued().dueAt());
    Delivery late = delivery(2, NOW.plus(Duration.ofHours(6)));
    late.learn(submitted(1, new Refused(0x58, true)));
    assertEquals(MessageStatus.FAILED, late.head().status());
    assertEquals("carrier_unavailable", late.head().errorCode());
  }

  @Test
  void unanswered_isSent_notCharged_andEndsUnconfirmed_withItsMoneyBack() {
    Delivery delivery = delivery(1);
    delivery.learn(submitted(1, new Unanswered("bind")));
    assertEquals(MessageStatus.SENT, delivery.head().status());
    assertTrue(delivery.settlement().isEmpty());
    assertNull(delivery.queued());
    Delivery later =
        new Delivery(
            delivery.head(), null, delivery.parts(), TERMS, NOW.plus(Duration.ofHours(12)));
    later.learn(new Fact.Unconfirmed("sms_1", NOW));
    assertEquals(MessageStatus.UNDELIVERED, later.head().status());
    assertEquals("unconfirmed", later.head().errorCode());
    assertEquals(Optional.of(new Settlement(0)), later.settlement());
  }

  @Test
  void oneOfTwoUnanswered_endsUnconfirmed_andOneIsCharged() {
    Delivery delivery = delivery(2);
    delivery.learn(accepted(1));
    delivery.learn(submitted(2, new Unanswered("bind")));
    Delivery later =
        new Delivery(
            delivery.head(), null, delivery.parts(), TERMS, NOW.plus(Duration.ofHours(12)));
    later.learn(new Fact.Unconfirmed("sms_1", NOW));
    assertEquals(Optional.of(new Settlement(1)), later.settlement());
    assertEquals(7_900L, later.head().costMicros());
  }

  @Test
  void leaseThatEnded_isUnanswered_andAnAnswerAfterItStillCounts() {
    Delivery delivery = delivery(2, NOW.plus(TERMS.lease()));
    delivery.learn(accepted(1));
    assertEquals(NOW.plus(TERMS.lease()).plus(TERMS.lease()), delivery.queued().leasedUntil());
    Delivery left = delivery(2, NOW.plus(TERMS.lease()));
    left.learn(new Fact.LeaseEnded("sms_1", NOW));
    assertEquals(MessageStatus.SENT, left.head().status());
    assertNull(left.queued());
    left.learn(accepted(1));
    left.learn(accepted(2));
    assertEquals(Optional.of(new Settlement(2)), left.settlement());
    assertEquals(1, left.steps().size());
  }

  @Test
  void leaseThatGoesOn_isNotEnded() {
    Delivery delivery = delivery(1);
    delivery.learn(new Fact.LeaseEnded("sms_1", NOW));
    assertEquals(MessageStatus.QUEUED, delivery.head().status());
    assertEquals(CLAIM, delivery.queued().claim());
  }

  @Test
  void strangersWord_movesNothing() {
    Delivery delivery = delivery(1);
    delivery.learn(new Fact.Submitted("sms_1", "replica:0", 1, new Refused(0x0B, false), NOW));
    delivery.learn(new Fact.Submitted("sms_1", "replica:0", 1, new NotSent("x"), NOW));
    delivery.learn(receipt(1, ReceiptState.DELIVERED));
    delivery.learn(new Fact.Unconfirmed("sms_1", NOW));
    assertEquals(MessageStatus.QUEUED, delivery.head().status());
    assertEquals(CLAIM, delivery.queued().claim());
  }

  @Provide
  Arbitrary<List<Fact>> facts() {
    Arbitrary<Integer> numbers = Arbitraries.integers().between(1, 3);
    Arbitrary<SubmitOutcome> outcomes =
        Arbitraries.of(
            new Accepted("c", "bind"),
            new Unanswered("bind"),
            new NotSent("x"),
            new Refused(0x0B, false),
            new Refused(0x58, true));
    Arbitrary<String> claims = Arbitraries.of(CLAIM, "replica:0");
    Arbitrary<Fact> submits =
        numbers.flatMap(
            number ->
                outcomes.flatMap(
                    outcome ->
                        claims.map(
                            claim -> new Fact.Submitted("sms_1", claim, number, outcome, NOW))));
    Arbitrary<Fact> receipts =
        numbers.flatMap(
            number -> Arbitraries.of(ReceiptState.values()).map(state -> receipt(number, state)));
    Arbitrary<Fact> others =
        Arbitraries.of(
            new Fact.LeaseEnded("sms_1", NOW),
            new Fact.TooLate("sms_1", NOW),
            new Fact.Unconfirmed("sms_1", NOW));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, submits),
            net.jqwik.api.Tuple.of(6, receipts),
            net.jqwik.api.Tuple.of(1, others))
        .list()
        .ofMaxSize(20);
  }

  @Property
  void anyFactsInAnyOrder_moveItForwardOnly_andSettleItOnce(@ForAll("facts") List<Fact> facts) {
    Delivery delivery = delivery(3);
    List<Settlement> settlements = new ArrayList<>();
    for (Fact fact : facts) {
      boolean wasSettled = delivery.head().settled();
      delivery.learn(fact);
      if (!wasSettled) {
        delivery.settlement().ifPresent(settlements::add);
      }
      assertFalse(wasSettled && !delivery.head().settled());
    }
    MessageStatus status = MessageStatus.QUEUED;
    for (Head step : delivery.steps()) {
      assertTrue(status.mayBecome(step.status()), status + " to " + step.status());
      status = step.status();
    }
    assertTrue(settlements.size() <= 1);
    if (status == MessageStatus.DELIVERED) {
      assertEquals(List.of(new Settlement(3)), settlements);
    }
    if (status == MessageStatus.FAILED) {
      assertEquals(List.of(new Settlement(0)), settlements);
    }
    assertTrue(
        status == MessageStatus.QUEUED
            || status == MessageStatus.SENT
            || delivery.head().settled());
  }
}
