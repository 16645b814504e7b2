package com.jagcall.calls.agent;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The agents that make and answer calls; they belong to agents-service. */
@ApplicationScoped
public class Agents {
  private static final Pattern ID = Pattern.compile("agt_[A-Za-z0-9]{8,60}");

  private final AgentsClient client;

  Agents(@RestClient AgentsClient client) {
    this.client = client;
  }

  /** Whether any agent could have this identifier: what cannot be one need not be asked for. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * The tenant's agent, which must be active.
   *
   * @throws ApiException {@code validation_error} of {@code agent_id}; {@code service_unavailable}
   *     when nobody knows
   */
  public Uni<Agent> active(Tenant tenant, String id) {
    if (!isId(id)) {
      return Uni.createFrom().failure(refused("is not one of your agents"));
    }
    return client
        .find(tenant.organizationId(), tenant.mode().wire(), id)
        .onFailure()
        .transform(
            failure ->
                failure instanceof ApiException
                    ? refused("is not one of your agents")
                    : ApiException.unavailable(failure))
        .invoke(
            agent -> {
              if (!agent.isActive()) {
                throw refused("is not active");
              }
            });
  }

  private static ApiException refused(String message) {
    return ApiException.validation("agent_id", message);
  }
}
