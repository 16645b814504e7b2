package com.jagcall.calls.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.FieldError;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** A call as it happens, as server-sent events (HTML Living Standard, section 9.2). */
@Path("/v1/calls/{id}/events")
@Tag(name = "Calls")
public class CallEventResource {
  private static final int MAX_DIGITS = 9;

  private final Followers followers;
  private final CurrentCaller caller;
  private final ObjectMapper json;

  CallEventResource(Followers followers, CurrentCaller caller, ObjectMapper json) {
    this.followers = followers;
    this.caller = caller;
    this.json = json;
  }

  @GET
  @OfACall
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RolesAllowed(Scope.CALLS_READ)
  @Operation(
      operationId = "followCall",
      summary = "Follow a call",
      description =
          "Everything that happened so far, and then everything as it happens: events `status` "
              + "(`{call_id, status, cause, at}`) and `transcript` (a segment of the transcript). "
              + "Ends when the call has. Who loses the connection goes on with `Last-Event-ID`. "
              + "Needs the scope `calls:read`.")
  @APIResponse(
      responseCode = "200",
      description = "The events.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  public Multi<OutboundSseEvent> follow(
      @RestPath
          @Parameter(description = "The call's identifier.", example = "call_4fT9xKp2mNq7Lw3Z")
          String id,
      @HeaderParam("Last-Event-ID")
          @Parameter(
              description = "The last event that was received; only what came later is sent.")
          String lastEventId,
      @Context Sse sse) {
    Tenant tenant = caller.tenant();
    int after = after(lastEventId);
    followers.mustHaveRoom(tenant);
    return followers.follow(tenant, id, after, comment(sse), entry -> event(sse, entry));
  }

  private static OutboundSseEvent comment(Sse sse) {
    return sse.newEventBuilder().comment("jagcall").build();
  }

  /** Its data is text already: a media type would be sent as a line of its own. */
  private OutboundSseEvent event(Sse sse, LogEntry entry) {
    return sse.newEventBuilder()
        .id(String.valueOf(entry.number()))
        .name(entry.step() == null ? "transcript" : "status")
        .data(text(entry.step() == null ? entry.segment() : entry.step()))
        .build();
  }

  private String text(Object data) {
    try {
      return json.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int after(String lastEventId) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return 0;
    }
    if (lastEventId.length() > MAX_DIGITS || !lastEventId.matches("[0-9]+")) {
      String message = "must be the id of an event";
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "Last-Event-ID " + message + ".",
          List.of(new FieldError("Last-Event-ID", message)));
    }
    return Integer.parseInt(lastEventId);
  }
}
