package com.jagcall.numbers.number;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** The numbers of whoever calls. */
@Path("/v1/phone-numbers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Phone numbers", description = "Searching, buying and assigning phone numbers.")
public class NumberResource {
  private static final String ID = "The number's identifier.";
  private static final String EXAMPLE = "pn_4fT9xKp2mNq7Lw3Z";

  private final PhoneNumberRepository numbers;
  private final Purchase purchase;
  private final Ownership ownership;
  private final CurrentCaller caller;

  NumberResource(
      PhoneNumberRepository numbers, Purchase purchase, Ownership ownership, CurrentCaller caller) {
    this.numbers = numbers;
    this.purchase = purchase;
    this.ownership = ownership;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.NUMBERS_READ)
  @WithSession
  @Operation(
      operationId = "listPhoneNumbers",
      summary = "List phone numbers",
      description = "The organization's own, newest first. Needs the scope `numbers:read`.")
  public Uni<Page<NumberView>> list(@BeanParam NumberFilter filter, @BeanParam Paging paging) {
    return numbers
        .list(caller.tenant(), filter.conditions(), paging)
        .map(
            page ->
                new Page<>(page.data().stream().map(NumberView::of).toList(), page.pagination()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.NUMBERS_WRITE)
  @Operation(
      operationId = "buyPhoneNumber",
      summary = "Buy a phone number",
      description =
          "Charges the first month at once, and every further month when it begins. Needs the "
              + "scope `numbers:write`.")
  @Parameter(ref = Idempotency.PARAMETER)
  @APIResponse(
      responseCode = "201",
      description = "The number that was bought.",
      headers =
          @Header(
              name = "Location",
              description = "Where the number is.",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = NumberView.class)))
  @APIResponse(
      responseCode = "402",
      description = "The balance does not cover the first month; nothing was bought.",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Error")))
  @APIResponse(
      responseCode = "404",
      description = "There is no such number in stock.",
      ref = "Refused404")
  @APIResponse(
      responseCode = "409",
      description =
          "Somebody has the number, the agent has another one, or the Idempotency-Key was used.",
      ref = "Refused409")
  public Uni<RestResponse<NumberView>> buy(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = BuyNumberRequest.class)))
          @Valid
          BuyNumberRequest request) {
    if (request == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    return purchase.buy(caller.tenant(), request);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Scope.NUMBERS_READ)
  @WithSession
  @Operation(
      operationId = "getPhoneNumber",
      summary = "Get a phone number",
      description = "Needs the scope `numbers:read`.")
  public Uni<NumberView> get(@RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    return numbers.get(caller.tenant(), id).map(NumberView::of);
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.NUMBERS_WRITE)
  @Operation(
      operationId = "changePhoneNumber",
      summary = "Assign a phone number to an agent",
      description =
          "Assigns it to the agent named, or with null to none. Needs the scope `numbers:write`.")
  @APIResponse(
      responseCode = "200",
      description = "The number as it is now.",
      content = @Content(schema = @Schema(implementation = NumberView.class)))
  @APIResponse(
      responseCode = "409",
      description = "The agent has another number.",
      ref = "Refused409")
  public Uni<NumberView> change(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id,
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = ChangeNumberRequest.class)))
          ObjectNode body) {
    ChangeNumberRequest change = ChangeNumberRequest.of(body);
    return ownership.assign(caller.tenant(), id, change.agentId()).map(NumberView::of);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Scope.NUMBERS_WRITE)
  @Operation(
      operationId = "releasePhoneNumber",
      summary = "Release a phone number",
      description =
          "The organization no longer has it, and nobody can buy it for 30 days. What was paid is "
              + "not given back. Needs the scope `numbers:write`.")
  public Uni<DeletedNumber> release(
      @RestPath @Parameter(description = ID, example = EXAMPLE) String id) {
    return ownership.release(caller.tenant(), id).map(n -> new DeletedNumber(true, n.id()));
  }
}
