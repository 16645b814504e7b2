package com.jagcall.webhooks.delivery;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.webhooks.bell.Doorbell;
import com.jagcall.webhooks.endpoint.Endpoint;
import com.jagcall.webhooks.endpoint.EndpointRepository;
import com.jagcall.webhooks.event.OwnEvents;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
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

/** Sends events that mean nothing. */
@Path("/v1/webhooks/endpoints/{id}/test")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries", description = "What was sent to endpoints, and what came of it.")
public class EndpointTestResource {
  private static final String ID = "The endpoint's identifier.";
  private static final String EXAMPLE = "whk_4fT9xKp2mNq7Lw3Z";

  private final EndpointRepository endpoints;
  private final DeliveryRepository deliveries;
  private final OwnEvents events;
  private final Doorbell bell;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  EndpointTestResource(
      EndpointRepository endpoints,
      DeliveryRepository deliveries,
      OwnEvents events,
      Doorbell bell,
      Idempotency idempotency,
      CurrentCaller caller) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.events = events;
    this.bell = bell;
    this.idempotency = idempotency;
    this.caller = caller;
  }

  @POST
  @RolesAllowed(Scope.WEBHOOKS_WRITE)
  @Operation(
      operationId = "testWebhookEndpoint",
      summary = "Send a test event",
      description =
          "Sends the event `webhook.test` to this endpoint alone; the delivery tells what came of"
              + " it. Needs the scope `webhooks:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "202",
      description = "It is under way.",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The endpoint is disabled, or the Idempotency-Key was used.",
      ref = "Refused409")
  public Uni<RestResponse<DeliveryView>> test(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    Tenant tenant = caller.tenant();
    return idempotency.once(null, DeliveryView.class, () -> test(tenant, id)).invoke(bell::ring);
  }

  private Uni<RestResponse<DeliveryView>> test(Tenant tenant, String id) {
    return endpoints
        .lock(tenant, id)
        .invoke(EndpointTestResource::refuseDisabled)
        .chain(endpoint -> events.test(tenant, endpoint.id()))
        .chain(delivery -> deliveries.get(tenant, delivery))
        .map(found -> RestResponse.status(RestResponse.Status.ACCEPTED, found.delivery()));
  }

  /** What is disabled is not sent to. */
  static void refuseDisabled(Endpoint endpoint) {
    if (!endpoint.isEnabled()) {
      throw new ApiException(ErrorCode.CONFLICT, "The endpoint is disabled; enable it first.");
    }
  }
}
