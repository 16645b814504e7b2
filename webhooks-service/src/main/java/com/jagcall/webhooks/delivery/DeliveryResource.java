package com.jagcall.webhooks.delivery;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.webhooks.bell.Doorbell;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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

/** The deliveries of whoever calls. */
@Path("/v1/webhooks/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries", description = "What was sent to endpoints, and what came of it.")
public class DeliveryResource {
  private static final String ID = "The delivery's identifier.";
  private static final String EXAMPLE = "dlv_0a1b2c3d4e5f60718293a4b5c6d7e8f9";

  private final DeliveryRepository deliveries;
  private final Doorbell bell;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  DeliveryResource(
      DeliveryRepository deliveries, Doorbell bell, Idempotency idempotency, CurrentCaller caller) {
    this.deliveries = deliveries;
    this.bell = bell;
    this.idempotency = idempotency;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.WEBHOOKS_READ)
  @WithSession
  @Operation(
      operationId = "listWebhookDeliveries",
      summary = "List deliveries",
      description =
          "Newest first; `total` counts up to 100,000. Deliveries are kept for 30 days unless the"
              + " operator has decided otherwise. Needs the scope `webhooks:read`.")
  public Uni<Page<DeliveryView>> list(@BeanParam DeliveryFilter filter, @BeanParam Paging paging) {
    return deliveries.list(caller.tenant(), filter.conditions(), paging);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Scope.WEBHOOKS_READ)
  @WithSession
  @Operation(
      operationId = "getWebhookDelivery",
      summary = "Get a delivery",
      description = "With what is sent and every attempt. Needs the scope `webhooks:read`.")
  public Uni<DeliveryDetailView> get(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    return deliveries.get(caller.tenant(), checked(id));
  }

  private static String checked(String id) {
    if (!Ids.isShaped("dlv_", id)) {
      throw ApiException.notFound();
    }
    return id;
  }

  @POST
  @Path("/{id}/replay")
  @RolesAllowed(Scope.WEBHOOKS_WRITE)
  @Operation(
      operationId = "replayWebhookDelivery",
      summary = "Replay a delivery",
      description =
          "Sends it again at once, whatever came of it before, and on the same schedule if that"
              + " fails. The `webhook-id` is the same, so that a receiver can tell. Needs the scope"
              + " `webhooks:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "202",
      description = "It is under way.",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The endpoint is disabled or deleted, or the Idempotency-Key was used.",
      ref = "Refused409")
  public Uni<RestResponse<DeliveryView>> replay(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    Tenant tenant = caller.tenant();
    String checked = checked(id);
    return idempotency
        .once(
            null,
            DeliveryView.class,
            () ->
                deliveries
                    .replay(tenant, checked)
                    .map(view -> RestResponse.status(RestResponse.Status.ACCEPTED, view)))
        .invoke(bell::ring);
  }
}
