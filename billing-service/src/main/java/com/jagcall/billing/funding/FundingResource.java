package com.jagcall.billing.funding;

import com.jagcall.billing.ledger.Amounts;
import com.jagcall.billing.ledger.MovementType;
import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.money.Money;
import com.jagcall.common.text.PlainText;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Where money comes in: an operator's word, or a payment provider's through an adapter. Both name
 * what they do, and the same is done once.
 */
@Path("/internal")
@Consumes(MediaType.APPLICATION_JSON)
public class FundingResource {
  private static final String NAME = "[A-Za-z0-9._:~-]{1,64}";
  private static final String NAME_RULE = "must be 1 to 64 letters, digits or . _ : ~ -";
  private static final String ORGANIZATION = "org_[A-Za-z0-9]{16,64}";
  private static final String ORGANIZATION_RULE = "must be an organization's id";

  private final Funding funding;
  private final CurrentCaller caller;

  FundingResource(Funding funding, CurrentCaller caller) {
    this.funding = funding;
    this.caller = caller;
  }

  /**
   * A payment.
   *
   * @param paymentId the payer's or the provider's name for it: it is taken once
   */
  public record TopUpRequest(
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String paymentId,
      @NotNull @Pattern(regexp = ORGANIZATION, message = ORGANIZATION_RULE) String organizationId,
      @NotNull @Pattern(regexp = "live|test", message = "must be live or test") String mode,
      @NotNull @Pattern(regexp = Money.AMOUNT, message = "must be a decimal text such as 25.0000")
          String amount,
      @NotNull @Size(min = 1, max = 500) @PlainText String reason) {}

  /** A correction; its amount may be negative. */
  public record AdjustmentRequest(
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String adjustmentId,
      @NotNull @Pattern(regexp = ORGANIZATION, message = ORGANIZATION_RULE) String organizationId,
      @NotNull @Pattern(regexp = "live|test", message = "must be live or test") String mode,
      @NotNull
          @Pattern(
              regexp = Money.SIGNED_AMOUNT,
              message = "must be a decimal text such as -25.0000")
          String amount,
      @NotNull @Size(min = 1, max = 500) @PlainText String reason) {}

  /** Takes a payment; 409 when its name was used for another one. */
  @POST
  @Path("/top-ups")
  @RolesAllowed({"service:operator", "service:payments-service"})
  @ResponseStatus(RestResponse.StatusCode.CREATED)
  @WithTransaction
  @Operation(hidden = true)
  public Uni<FundingView> topUp(@NotNull @Valid TopUpRequest request) {
    return move(
        MovementType.TOP_UP,
        request.paymentId(),
        new Tenant(request.organizationId(), Mode.of(request.mode())),
        request.amount(),
        request.reason());
  }

  /** Puts a balance right; 402 when less is available than it takes away, 409 as for a payment. */
  @POST
  @Path("/adjustments")
  @RolesAllowed("service:operator")
  @ResponseStatus(RestResponse.StatusCode.CREATED)
  @WithTransaction
  @Operation(hidden = true)
  public Uni<FundingView> adjust(@NotNull @Valid AdjustmentRequest request) {
    return move(
        MovementType.ADJUSTMENT,
        request.adjustmentId(),
        new Tenant(request.organizationId(), Mode.of(request.mode())),
        request.amount(),
        request.reason());
  }

  private Uni<FundingView> move(
      MovementType type, String id, Tenant tenant, String amount, String reason) {
    Money money = Money.parse(amount);
    if (money.micros() == 0) {
      throw ApiException.validation("amount", "must not be nothing");
    }
    return funding
        .once(
            new Funding.Order(
                type, caller.service(), id, tenant, Amounts.funding(money.micros()), reason))
        .map(FundingView::of);
  }
}
