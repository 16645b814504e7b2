package com.jagcall.agents.agent;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells numbers-service that an agent is gone, so that its number is free for another one. */
@ApplicationScoped
class DeletionNotice {
  private final Outbox outbox;

  DeletionNotice(Outbox outbox) {
    this.outbox = outbox;
  }

  @RegisterForReflection
  record Deleted(String organizationId, Mode mode, String agentId) {}

  /** Part of the caller's transaction, after the agent's row was deleted or found missing. */
  Uni<Void> send(Tenant tenant, String agentId) {
    Deleted deleted = new Deleted(tenant.organizationId(), tenant.mode(), agentId);
    return outbox.add(new OutboxEvent("numbers-service", "agent.deleted", agentId, deleted));
  }
}
