package com.jagcall.webhooks.endpoint;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.webhooks.signing.SecretBox;
import com.jagcall.webhooks.signing.SigningSecret;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Rolls the secrets of endpoints. */
@Path("/v1/webhooks/endpoints/{id}/roll-secret")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endpoints", description = "The URLs that are told of events.")
public class RollSecretResource {
  private static final String ID = "The endpoint's identifier.";
  private static final String EXAMPLE = "whk_4fT9xKp2mNq7Lw3Z";

  private final EndpointRepository endpoints;
  private final SecretBox box;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  RollSecretResource(
      EndpointRepository endpoints, SecretBox box, Idempotency idempotency, CurrentCaller caller) {
    this.endpoints = endpoints;
    this.box = box;
    this.idempotency = idempotency;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.WEBHOOKS_WRITE)
  @Operation(
      operationId = "rollWebhookSecret",
      summary = "Roll an endpoint's secret",
      description =
          "The answer has the new secret, which is not shown again. The old one signs beside it for"
              + " the hours of grace, so that receivers can be changed meanwhile. Needs the scope"
              + " `webhooks:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "200",
      description = "The endpoint, with its new secret.",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The URL is an agent's, or the Idempotency-Key was used.",
      ref = "Refused409")
  public Uni<RestResponse<EndpointView>> rollSecret(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id,
      @Valid RollSecretRequest request) {
    Tenant tenant = caller.tenant();
    Duration grace = RollSecretRequest.grace(request);
    return idempotency
        .once(request, KeptEndpoint.class, () -> roll(tenant, id, grace))
        .map(kept -> KeptEndpoint.open(kept, box));
  }

  private Uni<RestResponse<KeptEndpoint>> roll(Tenant tenant, String id, Duration grace) {
    byte[] sealed = box.seal(SigningSecret.generate(), id);
    return endpoints
        .lock(tenant, id)
        .invoke(Endpoint::refuseIfOfAgent)
        .invoke(endpoint -> endpoint.roll(sealed, grace))
        .call(endpoints::touchLane)
        .chain(() -> endpoints.get(tenant, id))
        .map(listed -> RestResponse.ok(new KeptEndpoint(listed.view(), sealed)));
  }
}
