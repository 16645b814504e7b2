package com.jagcall.calls.agent;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.token.ServiceCall;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;

/** What is asked of agents-service. */
@RegisterRestClient(configKey = "agents")
@RegisterClientHeaders(AgentsClient.ToAgents.class)
@RegisterProvider(AgentsClient.Refusals.class)
@Path("/internal/organizations")
interface AgentsClient {

  /**
   * @throws ApiException {@code not_found}: the organization has no such agent in this mode
   */
  @GET
  @Path("{organization}/{mode}/agents/{id}")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Agent> find(@RestPath String organization, @RestPath String mode, @RestPath String id);

  /** The headers of a request to agents-service. */
  @ApplicationScoped
  class ToAgents extends ServiceCall {
    ToAgents() {
      super("agents-service");
    }
  }

  /** An agent that is not there breaks no circuit. */
  class Refusals implements ResponseExceptionMapper<RuntimeException> {
    private static final int NOT_FOUND = 404;

    @Override
    public RuntimeException toThrowable(Response response) {
      return response.getStatus() == NOT_FOUND ? ApiException.notFound() : null;
    }
  }
}
