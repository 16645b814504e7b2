package com.jagcall.calls.transcript;

import com.jagcall.calls.call.CallRepository;
import com.jagcall.calls.call.Transcripts;
import com.jagcall.calls.summary.Summaries;
import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What was said in the calls of whoever asks. */
@Path("/v1/calls/{id}/transcript")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calls")
public class TranscriptResource {
  private final CallRepository calls;
  private final Transcripts transcripts;
  private final Summaries summaries;
  private final CurrentCaller caller;

  TranscriptResource(
      CallRepository calls, Transcripts transcripts, Summaries summaries, CurrentCaller caller) {
    this.calls = calls;
    this.transcripts = transcripts;
    this.summaries = summaries;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.CALLS_READ)
  @WithSession
  @Operation(
      operationId = "getTranscript",
      summary = "Get a call's transcript",
      description =
          "While the call lasts, as far as it has come; some seconds after it with a summary. Needs"
              + " the scope `calls:read`.")
  public Uni<TranscriptView> get(
      @RestPath
          @Parameter(description = "The call's identifier.", example = "call_4fT9xKp2mNq7Lw3Z")
          String id) {
    Tenant tenant = caller.tenant();
    return calls
        .get(tenant, id)
        .chain(
            call ->
                transcripts
                    .segments(tenant, id)
                    .chain(
                        segments ->
                            summaries
                                .find(tenant, id)
                                .map(summary -> TranscriptView.of(call, segments, summary))));
  }
}
