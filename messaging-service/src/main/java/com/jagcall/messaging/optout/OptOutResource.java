package com.jagcall.messaging.optout;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Who wants no messages from the numbers of whoever calls. */
@Path("/v1/sms/opt-outs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "SMS opt-outs", description = "Who wants no messages.")
public class OptOutResource {
  private final OptOutRepository optOuts;
  private final Idempotency idempotency;
  private final CurrentCaller caller;

  OptOutResource(OptOutRepository optOuts, Idempotency idempotency, CurrentCaller caller) {
    this.optOuts = optOuts;
    this.idempotency = idempotency;
    this.caller = caller;
  }

  /**
   * What an import did.
   *
   * @param unchanged how many were there before, or were named twice
   */
  @RegisterForReflection
  @Schema(name = "AddedSmsOptOuts", description = "What was added.")
  public record AddedOptOuts(
      @Schema(description = "How many are new.", required = true) int added,
      @Schema(description = "How many were there before, or named twice.", required = true)
          int unchanged) {}

  /** What was deleted. */
  @Schema(name = "DeletedSmsOptOut", description = "What was deleted.")
  public record DeletedOptOut(boolean deleted, String id) {}

  @GET
  @RolesAllowed(Scope.SMS_READ)
  @WithSession
  @Operation(
      operationId = "listSmsOptOuts",
      summary = "List opt-outs",
      description = "The organization's own, newest first. Needs the scope `sms:read`.")
  public Uni<Page<OptOutView>> list(@BeanParam OptOutFilter filter, @BeanParam Paging paging) {
    return optOuts
        .list(caller.tenant(), filter.conditions(), paging)
        .map(
            page ->
                new Page<>(page.data().stream().map(OptOutView::of).toList(), page.pagination()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.SMS_WRITE)
  @Operation(
      operationId = "addSmsOptOuts",
      summary = "Add opt-outs",
      description =
          "One, or a list brought along from elsewhere, up to 1,000 at a time. Who has opted out "
              + "stays so. Nobody is sent a confirmation. Needs the scope `sms:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "200",
      description = "How many were added.",
      content = @Content(schema = @Schema(implementation = AddedOptOuts.class)))
  public Uni<RestResponse<AddedOptOuts>> add(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = AddOptOutsRequest.class)))
          @Valid
          AddOptOutsRequest request) {
    if (request == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    return idempotency.once(
        request,
        AddedOptOuts.class,
        () ->
            optOuts
                .add(caller.tenant(), request.pairs(), "api")
                .map(added -> new AddedOptOuts(added, request.optOuts().size() - added))
                .map(RestResponse::ok));
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Scope.SMS_WRITE)
  @WithTransaction
  @Operation(
      operationId = "deleteSmsOptOut",
      summary = "Delete an opt-out",
      description =
          "Only when whoever it is has agreed to messages again. Needs the scope `sms:write`.")
  public Uni<DeletedOptOut> delete(
      @RestPath
          @Parameter(description = "The opt-out's identifier.", example = "opt_4fT9xKp2mNq7Lw3Z")
          String id) {
    return optOuts.delete(caller.tenant(), id).replaceWith(new DeletedOptOut(true, id));
  }
}
