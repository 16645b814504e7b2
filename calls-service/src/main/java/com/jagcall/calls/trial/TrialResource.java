package com.jagcall.calls.trial;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Tickets for browsers that try agents out. */
@Path("/v1/calls/trials")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calls")
public class TrialResource {
  private final Trials trials;
  private final CurrentCaller caller;

  TrialResource(Trials trials, CurrentCaller caller) {
    this.trials = trials;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.CALLS_WRITE)
  @Operation(
      operationId = "createTrial",
      summary = "Try an agent out in a browser",
      description =
          "Answers the path of a websocket that can be opened once, within a minute: with a "
              + "microphone, PCM of 16 bits at 8 kHz both ways, or in writing. Nobody is called and "
              + "nothing is charged; the call and its transcript are marked as `test`. Needs the "
              + "scope `calls:write`.")
  @APIResponse(
      responseCode = "201",
      description = "Where to talk to it.",
      content = @Content(schema = @Schema(implementation = TrialView.class)))
  @APIResponse(
      responseCode = "409",
      description = "Too many are about to begin.",
      ref = "Refused409")
  public Uni<RestResponse<TrialView>> create(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = CreateTrialRequest.class)))
          @Valid
          CreateTrialRequest request) {
    if (request == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    return trials
        .offer(caller.tenant(), request)
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }
}
