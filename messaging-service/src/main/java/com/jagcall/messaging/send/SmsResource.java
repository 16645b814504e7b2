package com.jagcall.messaging.send;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.messaging.message.MessageFilter;
import com.jagcall.messaging.message.MessageRepository;
import com.jagcall.messaging.message.MessageView;
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

/** The messages of whoever calls. */
@Path("/v1/sms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "SMS", description = "Sending and receiving text messages.")
public class SmsResource {
  private final MessageRepository messages;
  private final Sending sending;
  private final CurrentCaller caller;

  SmsResource(MessageRepository messages, Sending sending, CurrentCaller caller) {
    this.messages = messages;
    this.sending = sending;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.SMS_READ)
  @WithSession
  @Operation(
      operationId = "listSms",
      summary = "List messages",
      description = "Sent and received ones, newest first. Needs the scope `sms:read`.")
  public Uni<Page<MessageView>> list(@BeanParam MessageFilter filter, @BeanParam Paging paging) {
    return messages
        .list(caller.tenant(), filter.conditions(), paging)
        .map(
            page ->
                new Page<>(page.data().stream().map(MessageView::of).toList(), page.pagination()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.SMS_WRITE)
  @Operation(
      operationId = "sendSms",
      summary = "Send a message",
      description =
          "Accepts it and holds what it costs; it is charged when the carrier has taken it. Needs "
              + "the scope `sms:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "201",
      description = "The message, `queued`.",
      headers =
          @Header(
              name = "Location",
              description = "Where the message is.",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(
      responseCode = "402",
      description = "The balance does not cover it; nothing is sent.",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Error")))
  @APIResponse(
      responseCode = "422",
      description =
          "A member breaks a rule (`validation_error`), or the recipient has opted out "
              + "(`recipient_opted_out`).",
      ref = "Refused422")
  public Uni<RestResponse<MessageView>> send(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = SendSmsRequest.class)))
          @Valid
          SendSmsRequest request) {
    if (request == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    return sending.send(caller.tenant(), request);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Scope.SMS_READ)
  @WithSession
  @Operation(
      operationId = "getSms",
      summary = "Get a message",
      description = "Needs the scope `sms:read`.")
  public Uni<MessageView> get(
      @RestPath
          @Parameter(description = "The message's identifier.", example = "sms_4fT9xKp2mNq7Lw3Z")
          String id) {
    return messages.get(caller.tenant(), id).map(MessageView::of);
  }
}
