package com.jagcall.agents.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** The agents of whoever calls. */
@Path("/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
public class AgentResource {
  private final AgentRepository agents;
  private final AgentMembers members;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  AgentResource(
      AgentRepository agents, AgentMembers members, Idempotency idempotency, CurrentCaller caller) {
    this.idempotency = idempotency;
    this.agents = agents;
    this.members = members;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.AGENTS_READ)
  @WithSession
  public Uni<Page<AgentView>> list(@BeanParam @Valid AgentFilter filter, @BeanParam Paging paging) {
    return agents
        .list(caller.tenant(), filter.conditions(), paging)
        .map(
            page ->
                new Page<>(page.data().stream().map(AgentView::of).toList(), page.pagination()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.AGENTS_WRITE)
  public Uni<RestResponse<AgentView>> create(ObjectNode body) {
    Tenant tenant = caller.tenant();
    AgentSettings settings = members.over(AgentSettings.DEFAULTS, body);
    return idempotency.once(
        body,
        AgentView.class,
        () -> agents.add(tenant, Agent.create(tenant, settings)).map(AgentResource::created));
  }

  private static RestResponse<AgentView> created(Agent agent) {
    return RestResponse.ResponseBuilder.<AgentView>created(URI.create("/v1/agents/" + agent.id()))
        .entity(AgentView.of(agent))
        .build();
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Scope.AGENTS_READ)
  @WithSession
  public Uni<AgentView> get(String id) {
    return agents.get(caller.tenant(), id).map(AgentView::of);
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{id}")
  @RolesAllowed(Scope.AGENTS_WRITE)
  @WithTransaction
  public Uni<AgentView> change(String id, ObjectNode changed) {
    return agents
        .lock(caller.tenant(), id)
        .invoke(agent -> agent.change(members.over(agent.settings(), changed)))
        .map(AgentView::of);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Scope.AGENTS_WRITE)
  @WithTransaction
  public Uni<DeletedAgent> delete(String id) {
    return agents.remove(caller.tenant(), id).map(removed -> new DeletedAgent(true, removed));
  }
}
