package com.jagcall.calls.playback;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The recordings of whoever asks. */
@Path("/v1/calls/{id}/recording")
@Tag(name = "Calls")
public class RecordingResource {
  private static final String WAV = "audio/wav";

  private final Playback playback;
  private final CurrentCaller caller;

  RecordingResource(Playback playback, CurrentCaller caller) {
    this.playback = playback;
    this.caller = caller;
  }

  @GET
  @Produces(WAV)
  @RolesAllowed(Scope.CALLS_READ)
  @Operation(
      operationId = "getRecording",
      summary = "Get a call's recording",
      description =
          "A stereo WAV file, the caller left, the agent right; also in parts, by a `Range`. "
              + "404 until `recording_available`. Needs the scope `calls:read`.")
  @APIResponse(
      responseCode = "200",
      description = "The recording.",
      content =
          @Content(mediaType = WAV, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "206",
      description = "The part that was asked for.",
      content =
          @Content(mediaType = WAV, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Uni<Response> get(
      @RestPath
          @Parameter(description = "The call's identifier.", example = "call_4fT9xKp2mNq7Lw3Z")
          String id,
      @HeaderParam("Range") @Parameter(description = "Which bytes.", example = "bytes=0-1023")
          String range,
      @HeaderParam("If-Range") @Parameter(hidden = true) String ifRange,
      @Context Request request) {
    // Only a GET is for a part (RFC 9110, 14.2).
    boolean isGet = request.getMethod().equals(HttpMethod.GET);
    return playback.find(caller.tenant(), id, isGet ? range : null, ifRange);
  }
}
