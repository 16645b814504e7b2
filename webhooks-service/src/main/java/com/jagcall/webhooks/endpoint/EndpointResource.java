package com.jagcall.webhooks.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.id.Ids;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.webhooks.bell.Doorbell;
import com.jagcall.webhooks.signing.SecretBox;
import com.jagcall.webhooks.signing.SigningSecret;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The endpoints of whoever calls. */
@Path("/v1/webhooks/endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endpoints", description = "The URLs that are told of events.")
public class EndpointResource {
  private static final String ID = "The endpoint's identifier.";
  private static final String EXAMPLE = "whk_4fT9xKp2mNq7Lw3Z";

  private final EndpointRepository endpoints;
  private final EndpointMembers members;
  private final SecretBox box;
  private final Doorbell bell;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  EndpointResource(
      EndpointRepository endpoints,
      EndpointMembers members,
      SecretBox box,
      Doorbell bell,
      Idempotency idempotency,
      CurrentCaller caller) {
    this.endpoints = endpoints;
    this.members = members;
    this.box = box;
    this.bell = bell;
    this.idempotency = idempotency;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.WEBHOOKS_READ)
  @WithSession
  @Operation(
      operationId = "listWebhookEndpoints",
      summary = "List endpoints",
      description =
          "Newest first; the organization's own, without those that are an agent's `webhook_url`."
              + " Needs the scope `webhooks:read`.")
  public Uni<Page<EndpointView>> list(@BeanParam Paging paging) {
    int offset = paging.offset();
    return endpoints
        .list(caller.tenant())
        .map(
            all ->
                Page.of(
                    all.stream()
                        .skip(offset)
                        .limit(paging.perPage())
                        .map(EndpointRepository.Listed::view)
                        .toList(),
                    paging,
                    all.size()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.WEBHOOKS_WRITE)
  @Operation(
      operationId = "createWebhookEndpoint",
      summary = "Create an endpoint",
      description =
          "The answer has the secret of its signatures, which is not shown again. Needs the scope"
              + " `webhooks:write`. An organization can have 50 endpoints in each mode.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "201",
      description = "The endpoint that was made, with its secret.",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  @APIResponse(
      responseCode = "409",
      description = "There are as many endpoints as there can be, or the Idempotency-Key was used.",
      ref = "Refused409")
  public Uni<RestResponse<EndpointView>> create(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = EndpointSettings.class)))
          ObjectNode body) {
    Tenant tenant = caller.tenant();
    EndpointSettings settings = members.over(EndpointSettings.DEFAULTS, body);
    return idempotency
        .once(body, KeptEndpoint.class, () -> create(tenant, settings))
        .map(kept -> KeptEndpoint.open(kept, box));
  }

  private Uni<RestResponse<KeptEndpoint>> create(Tenant tenant, EndpointSettings settings) {
    String id = Ids.next(Endpoint.ID_PREFIX);
    byte[] sealed = box.seal(SigningSecret.generate(), id);
    return endpoints
        .add(tenant, Endpoint.create(id, tenant, settings, sealed))
        .map(added -> new KeptEndpoint(EndpointView.of(added, null), sealed))
        .map(
            kept ->
                RestResponse.ResponseBuilder.<KeptEndpoint>created(
                        URI.create("/v1/webhooks/endpoints/" + id))
                    .entity(kept)
                    .build());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Scope.WEBHOOKS_READ)
  @WithSession
  @Operation(
      operationId = "getWebhookEndpoint",
      summary = "Get an endpoint",
      description = "Also one that is an agent's `webhook_url`. Needs the scope `webhooks:read`.")
  public Uni<EndpointView> get(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    return endpoints.get(caller.tenant(), id).map(EndpointRepository.Listed::view);
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.WEBHOOKS_WRITE)
  @Operation(
      operationId = "changeWebhookEndpoint",
      summary = "Change an endpoint",
      description =
          "Changes only the members the body carries; null clears a member that can be empty. A new"
              + " URL is tried at once with what is under way, and so is an endpoint that is"
              + " enabled. Of an agent's `webhook_url` only the status can be changed here. Needs"
              + " the scope `webhooks:write`.")
  @APIResponse(
      responseCode = "409",
      description = "The URL is an agent's: change it there.",
      ref = "Refused409")
  public Uni<EndpointView> change(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id,
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = EndpointSettings.class)))
          ObjectNode changed) {
    return changeInTransaction(caller.tenant(), id, changed).invoke(bell::ring);
  }

  @WithTransaction
  Uni<EndpointView> changeInTransaction(Tenant tenant, String id, ObjectNode changed) {
    return endpoints
        .lock(tenant, id)
        .invoke(endpoint -> refuseOfAgent(endpoint, changed))
        .call(endpoint -> change(endpoint, changed))
        .chain(endpoint -> endpoints.get(tenant, endpoint.id()))
        .map(EndpointRepository.Listed::view);
  }

  private Uni<Void> change(Endpoint endpoint, ObjectNode changed) {
    EndpointSettings before = endpoint.settings();
    EndpointSettings after = members.over(before, changed);
    endpoint.change(after);
    boolean isSame = after.url().equals(before.url()) && after.status() == before.status();
    return isSame ? endpoints.flush() : endpoints.startAfresh(endpoint);
  }

  /** Of an agent's URL only the status is changed here. */
  private static void refuseOfAgent(Endpoint endpoint, ObjectNode changed) {
    Iterator<String> names = changed == null ? List.<String>of().iterator() : changed.fieldNames();
    boolean isStatusOnly = true;
    while (names.hasNext()) {
      isStatusOnly &= names.next().equals("status");
    }
    if (!isStatusOnly) {
      endpoint.refuseIfOfAgent();
    }
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Scope.WEBHOOKS_WRITE)
  @WithTransaction
  @Operation(
      operationId = "deleteWebhookEndpoint",
      summary = "Delete an endpoint",
      description =
          "What is under way is not sent any more; its deliveries can still be listed. Needs the"
              + " scope `webhooks:write`.")
  @APIResponse(
      responseCode = "409",
      description = "The URL is an agent's: remove it there.",
      ref = "Refused409")
  public Uni<DeletedEndpoint> delete(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    return endpoints
        .lock(caller.tenant(), id)
        .invoke(Endpoint::refuseIfOfAgent)
        .chain(endpoints::remove)
        .replaceWith(new DeletedEndpoint(true, id));
  }
}
