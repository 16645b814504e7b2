package com.jagcall.messaging.delivery;

import com.jagcall.common.outbox.OutboxEvent;
import com.jagcall.messaging.billing.Charges;
import com.jagcall.messaging.message.MessageEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What other services are told of a delivery: each change of its status, and what it costs. */
final class Tidings {
  private Tidings() {}

  static List<OutboxEvent> of(Delivery delivery, Instant at) {
    List<OutboxEvent> events = new ArrayList<>();
    delivery
        .steps()
        .forEach(step -> events.add(MessageEvents.changed(step.parties(), step.status(), at)));
    delivery
        .settlement()
        .filter(settlement -> delivery.head().holdId() != null)
        .map(settlement -> Charges.settle(delivery.head().holdId(), settlement.segments()))
        .ifPresent(events::add);
    return events;
  }
}
