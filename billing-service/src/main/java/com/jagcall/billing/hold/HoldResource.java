package com.jagcall.billing.hold;

import com.jagcall.billing.hold.HoldRequests.CaptureHold;
import com.jagcall.billing.hold.HoldRequests.ExtendHold;
import com.jagcall.billing.hold.HoldRequests.PlaceHold;
import com.jagcall.billing.hold.HoldRequests.ReleaseHold;
import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.error.ApiException;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Lets services set money aside, and charge it. Each sees the holds it placed and no others. Every
 * request can be repeated, and is answered as it was when it was done; what was refused is judged
 * anew.
 */
@Path("/internal/holds")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class HoldResource {
  private final Holds holds;
  private final CurrentCaller caller;

  HoldResource(Holds holds, CurrentCaller caller) {
    this.holds = holds;
    this.caller = caller;
  }

  /** Sets money aside; 402 when there is too little, 409 when the name is another hold's. */
  @POST
  @ResponseStatus(RestResponse.StatusCode.CREATED)
  @WithTransaction
  @Operation(hidden = true)
  public Uni<HoldView> place(@NotNull @Valid PlaceHold request) {
    return holds.place(request.order(caller.service())).map(HoldView::of);
  }

  /** Sets more aside; 402 when there is too little, 409 when the hold is closed. */
  @POST
  @Path("/{holdId}/extensions")
  @WithTransaction
  @Operation(hidden = true)
  public Uni<HoldOperationView> extend(
      @RestPath String holdId, @NotNull @Valid ExtendHold request) {
    return carryOut(request.command(shaped(holdId)));
  }

  /** Charges; 409 when the hold was charged to the end, or released. */
  @POST
  @Path("/{holdId}/captures")
  @WithTransaction
  @Operation(hidden = true)
  public Uni<HoldOperationView> capture(
      @RestPath String holdId, @NotNull @Valid CaptureHold request) {
    return carryOut(request.command(shaped(holdId)));
  }

  /** Gives back what is held. */
  @POST
  @Path("/{holdId}/release")
  @WithTransaction
  @Operation(hidden = true)
  public Uni<HoldOperationView> release(
      @RestPath String holdId, @NotNull @Valid ReleaseHold request) {
    return carryOut(HoldCommand.release(shaped(holdId), request.operationId()));
  }

  private Uni<HoldOperationView> carryOut(HoldCommand command) {
    return holds.carryOut(caller.service(), command).map(HoldOperationView::of);
  }

  private static String shaped(String holdId) {
    if (!holdId.matches(HoldRequests.NAME)) {
      throw ApiException.notFound();
    }
    return holdId;
  }
}
