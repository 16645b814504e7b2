package com.jagcall.billing.hold;

import com.jagcall.billing.hold.HoldRequests.CaptureBatch;
import com.jagcall.billing.hold.HoldRequests.CaptureOne;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Charges up to a hundred holds at once, in as many statements as for one. */
@Path("/internal/captures")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class CaptureResource {
  private final Holds holds;
  private final CurrentCaller caller;

  CaptureResource(Holds holds, CurrentCaller caller) {
    this.holds = holds;
    this.caller = caller;
  }

  /** In the order of the request. */
  public record BatchView(List<OneView> captures) {}

  /**
   * What became of one.
   *
   * @param result null when it was refused
   * @param error null when it was done
   */
  public record OneView(
      String holdId, String operationId, HoldOperationView result, ErrorView error) {
    static OneView of(Holds.Outcome outcome) {
      return new OneView(
          outcome.command().holdId(),
          outcome.command().operationId(),
          outcome.operation() == null ? null : HoldOperationView.of(outcome.operation()),
          outcome.refusal() == null ? null : ErrorView.of(outcome.refusal()));
    }
  }

  /** Why one was not done. */
  public record ErrorView(String code, String message, int status) {
    static ErrorView of(ApiException refusal) {
      return new ErrorView(refusal.code().wire(), refusal.getMessage(), refusal.code().status());
    }
  }

  /** Charges each by itself: one that is refused stops no other. */
  @POST
  @WithTransaction
  @Operation(hidden = true)
  public Uni<BatchView> capture(@NotNull @Valid CaptureBatch batch) {
    List<HoldCommand> commands = batch.captures().stream().map(CaptureOne::command).toList();
    return holds
        .carryOut(caller.service(), commands)
        .map(outcomes -> new BatchView(outcomes.stream().map(OneView::of).toList()));
  }
}
