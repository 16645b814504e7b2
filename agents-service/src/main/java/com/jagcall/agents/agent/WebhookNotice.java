package com.jagcall.agents.agent;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Tells webhooks-service which URL hears of an agent's events. */
@ApplicationScoped
class WebhookNotice {
  private final Outbox outbox;

  WebhookNotice(Outbox outbox) {
    this.outbox = outbox;
  }

  @RegisterForReflection
  record Webhook(String organizationId, Mode mode, String agentId, String webhookUrl) {}

  /**
   * Part of the caller's transaction, after the agent's row was written or locked; nothing is sent
   * when the URL is the same as before.
   */
  Uni<Void> send(Tenant tenant, Agent agent, String urlBefore) {
    String url = agent.settings().webhookUrl();
    return Objects.equals(url, urlBefore)
        ? Uni.createFrom().voidItem()
        : send(tenant, agent.id(), url);
  }

  /** Part of the caller's transaction, after the agent's row was deleted. */
  Uni<Void> sendGone(Tenant tenant, String agentId) {
    return send(tenant, agentId, null);
  }

  private Uni<Void> send(Tenant tenant, String agentId, String url) {
    Webhook webhook = new Webhook(tenant.organizationId(), tenant.mode(), agentId, url);
    return outbox.add(new OutboxEvent("webhooks-service", "agent.webhook", agentId, webhook));
  }
}
