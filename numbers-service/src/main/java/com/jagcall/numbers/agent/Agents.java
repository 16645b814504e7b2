package com.jagcall.numbers.agent;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The agents that numbers are assigned to; they belong to agents-service. */
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
   * Fails unless the tenant has this agent.
   *
   * @throws ApiException {@code validation_error} of {@code agent_id}; {@code service_unavailable}
   *     when nobody knows
   */
  public Uni<Void> mustHave(Tenant tenant, String id) {
    if (!isId(id)) {
      return Uni.createFrom().failure(unknown());
    }
    return client
        .find(tenant.organizationId(), tenant.mode().wire(), id)
        .onFailure()
        .transform(
            failure ->
                failure instanceof ApiException ? unknown() : ApiException.unavailable(failure))
        .replaceWithVoid();
  }

  private static ApiException unknown() {
    return ApiException.validation("agent_id", "is not one of your agents");
  }
}
