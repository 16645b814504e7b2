package com.jagcall.webhooks.agent;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.webhooks.endpoint.RollSecretRequest;
import com.jagcall.webhooks.signing.OpenedAnswer;
import com.jagcall.webhooks.signing.SecretBox;
import com.jagcall.webhooks.signing.SigningSecret;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.jboss.resteasy.reactive.RestResponse;

/** The secret of the URLs of the caller's agents. */
@Path("/v1/webhooks/agent-secret")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agents' URLs", description = "What deliveries to agents' URLs are signed with.")
public class AgentSecretResource {
  private final AgentSecretRepository secrets;
  private final SecretBox box;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  AgentSecretResource(
      AgentSecretRepository secrets, SecretBox box, Idempotency idempotency, CurrentCaller caller) {
    this.secrets = secrets;
    this.box = box;
    this.idempotency = idempotency;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.WEBHOOKS_READ)
  @WithSession
  @Operation(
      operationId = "getAgentWebhookSecret",
      summary = "Get when the secret of agents' URLs was made",
      description =
          "Deliveries to the `webhook_url` of every agent are signed with one secret. Rolling it"
              + " shows it. Needs the scope `webhooks:read`.")
  public Uni<AgentSecretView> get() {
    return secrets.get(caller.tenant()).map(AgentSecretView::of);
  }

  @POST
  @Path("/roll-secret")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.WEBHOOKS_WRITE)
  @Operation(
      operationId = "rollAgentWebhookSecret",
      summary = "Roll the secret of agents' URLs",
      description =
          "The answer has the new secret, which is not shown again. The old one signs beside it for"
              + " the hours of grace. Needs the scope `webhooks:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "200",
      description = "The new secret.",
      content = @Content(schema = @Schema(implementation = AgentSecretView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The Idempotency-Key was used.",
      ref = "Refused409")
  public Uni<RestResponse<AgentSecretView>> roll(@Valid RollSecretRequest request) {
    Tenant tenant = caller.tenant();
    Duration grace = RollSecretRequest.grace(request);
    return idempotency
        .once(request, KeptAgentSecret.class, () -> roll(tenant, grace))
        .map(kept -> open(kept, tenant));
  }

  private Uni<RestResponse<KeptAgentSecret>> roll(Tenant tenant, Duration grace) {
    byte[] sealed = box.seal(SigningSecret.generate(), AgentSecretRepository.owner(tenant));
    return secrets
        .roll(tenant, sealed, grace)
        .chain(() -> secrets.get(tenant))
        .map(times -> RestResponse.ok(new KeptAgentSecret(AgentSecretView.of(times), sealed)));
  }

  private RestResponse<AgentSecretView> open(RestResponse<KeptAgentSecret> kept, Tenant tenant) {
    String secret = box.open(kept.getEntity().sealed(), AgentSecretRepository.owner(tenant)).text();
    return OpenedAnswer.of(kept, kept.getEntity().view().withSecret(secret));
  }
}
