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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The agents of whoever calls. */
@Path("/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agents", description = "The voices that make and answer calls.")
public class AgentResource {
  private static final String ID = "The agent's identifier.";
  private static final String EXAMPLE = "agt_4fT9xKp2mNq7Lw3Z";

  private final AgentRepository agents;
  private final AgentMembers members;
  private final DeletionNotice deletions;
  private final WebhookNotice webhooks;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  AgentResource(
      AgentRepository agents,
      AgentMembers members,
      DeletionNotice deletions,
      WebhookNotice webhooks,
      Idempotency idempotency,
      CurrentCaller caller) {
    this.deletions = deletions;
    this.webhooks = webhooks;
    this.idempotency = idempotency;
    this.agents = agents;
    this.members = members;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.AGENTS_READ)
  @WithSession
  @Operation(
      operationId = "listAgents",
      summary = "List agents",
      description = "Newest first. Needs the scope `agents:read`.")
  public Uni<Page<AgentView>> list(@BeanParam @Valid AgentFilter filter, @BeanParam Paging paging) {
    return agents
        .list(caller.tenant(), filter.conditions(), paging)
        .map(page -> new Page<>(views(page.data()), page.pagination()));
  }

  private static List<AgentView> views(List<Agent> agents) {
    return agents.stream().map(AgentView::of).toList();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.AGENTS_WRITE)
  @Operation(
      operationId = "createAgent",
      summary = "Create an agent",
      description =
          "Needs the scope `agents:write`. An organization can have 10,000 agents in each mode.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "201",
      description = "The agent that was made.",
      headers =
          @Header(
              name = "Location",
              description = "Where the agent is.",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = AgentView.class)))
  @APIResponse(
      responseCode = "409",
      description = "There are as many agents as there can be, or the Idempotency-Key was used.",
      ref = "Refused409")
  public Uni<RestResponse<AgentView>> create(
      @RequestBody(required = true, content = @Content(schema = @Schema(ref = AgentSchemas.CREATE)))
          ObjectNode body) {
    Tenant tenant = caller.tenant();
    AgentSettings settings = members.over(AgentSettings.DEFAULTS, body);
    return idempotency.once(
        body,
        AgentView.class,
        () ->
            agents
                .add(tenant, Agent.create(tenant, settings))
                .call(agent -> webhooks.send(tenant, agent, null))
                .map(AgentResource::created));
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
  @Operation(
      operationId = "getAgent",
      summary = "Get an agent",
      description = "Needs the scope `agents:read`.")
  public Uni<AgentView> get(@RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    return agents.get(caller.tenant(), id).map(AgentView::of);
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.AGENTS_WRITE)
  @WithTransaction
  @Operation(
      operationId = "changeAgent",
      summary = "Change an agent",
      description =
          "Changes only the members the body carries; null clears a member that can be empty. "
              + "`tools` and `metadata` are replaced as a whole. Needs the scope `agents:write`.")
  public Uni<AgentView> change(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id,
      @RequestBody(required = true, content = @Content(schema = @Schema(ref = AgentSchemas.CHANGE)))
          ObjectNode changed) {
    Tenant tenant = caller.tenant();
    return agents.lock(tenant, id).call(agent -> change(tenant, agent, changed)).map(AgentView::of);
  }

  private Uni<Void> change(Tenant tenant, Agent agent, ObjectNode changed) {
    String urlBefore = agent.settings().webhookUrl();
    agent.change(members.over(agent.settings(), changed));
    return webhooks.send(tenant, agent, urlBefore);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Scope.AGENTS_WRITE)
  @WithTransaction
  @Operation(
      operationId = "deleteAgent",
      summary = "Delete an agent",
      description = "Needs the scope `agents:write`.")
  public Uni<DeletedAgent> delete(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    Tenant tenant = caller.tenant();
    return agents
        .remove(tenant, id)
        .call(removed -> deletions.send(tenant, removed))
        .call(removed -> webhooks.sendGone(tenant, removed))
        .map(removed -> new DeletedAgent(true, removed));
  }
}
