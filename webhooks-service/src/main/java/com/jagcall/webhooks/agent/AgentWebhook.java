package com.jagcall.webhooks.agent;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.EventHandler;
import com.jagcall.common.outbox.ReceivedEvent;
import com.jagcall.webhooks.endpoint.AgentEndpoints;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Keeps the URLs that agents have, as agents-service tells of them. */
@ApplicationScoped
class AgentWebhook implements EventHandler {
  private final AgentEndpoints endpoints;
  private final AgentSecretRepository secrets;

  AgentWebhook(AgentEndpoints endpoints, AgentSecretRepository secrets) {
    this.endpoints = endpoints;
    this.secrets = secrets;
  }

  /**
   * The URL that an agent has from now on.
   *
   * @param webhookUrl null when it has none, or is gone
   */
  @RegisterForReflection
  record Url(String organizationId, Mode mode, String agentId, String webhookUrl) {
    Tenant tenant() {
      return new Tenant(organizationId, mode);
    }
  }

  @Override
  public String type() {
    return "agent.webhook";
  }

  @Override
  public Set<String> senders() {
    return Set.of("agents-service");
  }

  @Override
  public Uni<Void> handle(ReceivedEvent event) {
    Url url = event.payload(Url.class);
    return url.webhookUrl() == null
        ? endpoints.remove(url.tenant(), url.agentId())
        : secrets
            .ensure(url.tenant())
            .chain(() -> endpoints.put(url.tenant(), url.agentId(), url.webhookUrl()));
  }
}
