package com.jagcall.messaging.agent;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The agents whose messages are; they belong to agents-service. */
@ApplicationScoped
public class Agents {
  private static final Pattern ID = Pattern.compile("agt_[A-Za-z0-9]{8,60}");

  private final AgentsClient client;

  Agents(@RestClient AgentsClient client) {
    this.client = client;
  }

  /**
   * The tenant's agent; empty when there is none.
   *
   * @throws ApiException {@code service_unavailable} when nobody knows
   */
  public Uni<Optional<Agent>> find(Tenant tenant, String id) {
    if (!ID.matcher(id).matches()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return client
        .find(tenant.organizationId(), tenant.mode().wire(), id)
        .map(Agent::of)
        .map(Optional::of)
        .onFailure(ApiException.class)
        .recoverWithItem(Optional.empty())
        .onFailure()
        .transform(ApiException::unavailable);
  }

  /**
   * Fails unless the tenant has this agent.
   *
   * @throws ApiException {@code validation_error} of {@code agent_id}; {@code service_unavailable}
   */
  public Uni<Void> mustHave(Tenant tenant, String id) {
    return find(tenant, id)
        .map(
            found ->
                found.orElseThrow(
                    () -> ApiException.validation("agent_id", "is not one of your agents")))
        .replaceWithVoid();
  }
}
