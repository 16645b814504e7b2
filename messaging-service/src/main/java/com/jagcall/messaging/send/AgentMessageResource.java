package com.jagcall.messaging.send;

import com.jagcall.messaging.message.MessageView;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Lets other services send what agents want sent. */
@Path("/internal/messages")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class AgentMessageResource {
  private final AgentSending sending;

  AgentMessageResource(AgentSending sending) {
    this.sending = sending;
  }

  /**
   * Accepts a message once, however often it is asked for. 402 when the balance does not cover it,
   * 409 when its name is another message's, 422 when it must not be sent.
   */
  @POST
  @ResponseStatus(RestResponse.StatusCode.CREATED)
  @Operation(hidden = true)
  public Uni<MessageView> send(@NotNull @Valid SendForAgentRequest request) {
    return sending.send(request).map(MessageView::of);
  }
}
