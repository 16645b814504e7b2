package com.jagcall.agents.agent;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** What the other services ask about an organization's agents. */
@Path("/internal/organizations/{organization}/{mode}/agents/{id}")
@RolesAllowed("service")
public class AgentLookupResource {
  private final AgentRepository agents;

  AgentLookupResource(AgentRepository agents) {
    this.agents = agents;
  }

  /** 404 when the organization has no such agent in this mode. */
  @GET
  @WithSession
  @Operation(hidden = true)
  public Uni<AgentView> get(
      @RestPath String organization, @RestPath Mode mode, @RestPath String id) {
    return agents.get(new Tenant(organization, mode), id).map(AgentView::of);
  }
}
