package com.jagcall.webhooks.delivery;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.webhooks.bell.Doorbell;
import com.jagcall.webhooks.endpoint.EndpointRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Sends again what failed. */
@Path("/v1/webhooks/endpoints/{id}/replay-failed")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries", description = "What was sent to endpoints, and what came of it.")
public class ReplayFailedResource {
  private static final String ID = "The endpoint's identifier.";
  private static final String EXAMPLE = "whk_4fT9xKp2mNq7Lw3Z";

  private final EndpointRepository endpoints;
  private final DeliveryRepository deliveries;
  private final Doorbell bell;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  ReplayFailedResource(
      EndpointRepository endpoints,
      DeliveryRepository deliveries,
      Doorbell bell,
      Idempotency idempotency,
      CurrentCaller caller) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.bell = bell;
    this.idempotency = idempotency;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.WEBHOOKS_WRITE)
  @Operation(
      operationId = "replayFailedWebhookDeliveries",
      summary = "Replay what failed",
      description =
          "Sends again, oldest first, what failed to reach this endpoint since a time. Needs the"
              + " scope `webhooks:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "202",
      description = "They are under way.",
      content = @Content(schema = @Schema(implementation = ReplayedView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The endpoint is disabled, or the Idempotency-Key was used.",
      ref = "Refused409")
  public Uni<RestResponse<ReplayedView>> replayFailed(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id,
      @NotNull @Valid ReplayFailedRequest request) {
    Tenant tenant = caller.tenant();
    return idempotency
        .once(request, ReplayedView.class, () -> replayFailed(tenant, id, request))
        .invoke(bell::ring);
  }

  private Uni<RestResponse<ReplayedView>> replayFailed(
      Tenant tenant, String id, ReplayFailedRequest request) {
    return endpoints
        .lock(tenant, id)
        .invoke(EndpointTestResource::refuseDisabled)
        .chain(endpoint -> deliveries.replayFailed(tenant, id, request.sinceStored()))
        .map(
            replayed ->
                RestResponse.status(RestResponse.Status.ACCEPTED, ReplayedView.of(replayed)));
  }
}
