package com.jagcall.numbers.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.CustomerEvent;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import com.jagcall.numbers.lifecycle.LifecycleEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** What others are told of numbers, in the transaction of the change. */
@ApplicationScoped
class NumberEvents {
  private final Outbox outbox;

  NumberEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Tells the number's owner.
   *
   * @param agentId whose number it is, or was until now; or null
   */
  Uni<Void> tell(PhoneNumber number, String agentId, LifecycleEvent event, Instant at) {
    Tenant tenant = number.tenant();
    return outbox.add(
        new OutboxEvent(
            "webhooks-service",
            event.wire(),
            number.id(),
            new CustomerEvent(
                tenant.organizationId(),
                tenant.mode(),
                agentId,
                event.wire(),
                at,
                NumberEventData.of(number, agentId))));
  }

  /**
   * Tells agents-service which number an agent has.
   *
   * @param phoneNumber E.164, or null: none
   */
  Uni<Void> assigned(Tenant tenant, String agentId, String phoneNumber) {
    return outbox.add(
        new OutboxEvent(
            "agents-service",
            "number.assigned",
            agentId,
            new Assigned(tenant.organizationId(), tenant.mode(), agentId, phoneNumber)));
  }

  /** The payload of {@code number.assigned}. */
  @RegisterForReflection
  record Assigned(String organizationId, Mode mode, String agentId, String phoneNumber) {}
}
