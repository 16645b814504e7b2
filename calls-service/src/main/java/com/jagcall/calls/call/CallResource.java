package com.jagcall.calls.call;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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

/** The calls of whoever asks. */
@Path("/v1/calls")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calls", description = "Making calls, and what became of them.")
public class CallResource {
  private static final String ID = "The call's identifier.";
  private static final String EXAMPLE = "call_4fT9xKp2mNq7Lw3Z";

  private final CallRepository calls;
  private final Dialing dialing;
  private final HangingUp hangingUp;
  private final CurrentCaller caller;

  CallResource(CallRepository calls, Dialing dialing, HangingUp hangingUp, CurrentCaller caller) {
    this.calls = calls;
    this.dialing = dialing;
    this.hangingUp = hangingUp;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.CALLS_READ)
  @WithSession
  @Operation(
      operationId = "listCalls",
      summary = "List calls",
      description = "The organization's own, newest first. Needs the scope `calls:read`.")
  public Uni<Page<CallView>> list(@BeanParam CallFilter filter, @BeanParam Paging paging) {
    return calls
        .list(caller.tenant(), filter.conditions(), paging)
        .map(
            page -> new Page<>(page.data().stream().map(CallView::of).toList(), page.pagination()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.CALLS_WRITE)
  @Operation(
      operationId = "createCall",
      summary = "Make a call",
      description =
          "Dials at once, or as soon as fewer of the organization's calls are up than may be. "
              + "Money for the first minute is set aside before. Needs the scope `calls:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "201",
      description = "The call, `queued`.",
      headers =
          @Header(
              name = "Location",
              description = "Where the call is.",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = CallView.class)))
  @APIResponse(
      responseCode = "402",
      description = "The balance does not cover the first minute; nobody is called.",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Error")))
  @APIResponse(
      responseCode = "409",
      description = "The Idempotency-Key was used already, or is in use.",
      ref = "Refused409")
  public Uni<RestResponse<CallView>> create(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = CreateCallRequest.class)))
          @Valid
          CreateCallRequest request) {
    if (request == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    return dialing.dial(caller.tenant(), request);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Scope.CALLS_READ)
  @WithSession
  @Operation(
      operationId = "getCall",
      summary = "Get a call",
      description = "Needs the scope `calls:read`.")
  public Uni<CallView> get(@RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    return calls.get(caller.tenant(), id).map(CallView::of);
  }

  @POST
  @Path("/{id}/hangup")
  @RolesAllowed(Scope.CALLS_WRITE)
  @Operation(
      operationId = "hangUpCall",
      summary = "Hang up a call",
      description =
          "Ends it within moments, wherever it stands; of a call that is over nothing changes. "
              + "Answers the call as it was then. Needs the scope `calls:write`.")
  public Uni<CallView> hangUp(@RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    return hangingUp.hangUp(caller.tenant(), id).map(CallView::of);
  }
}
