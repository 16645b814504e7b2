package com.jagcall.billing.balance;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.common.money.Money;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Lets an operator say below what an organization's balance is low. */
@Path("/internal/organizations/{id}/balance-threshold")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("service:operator")
public class ThresholdResource {
  private final BalanceRepository balances;

  ThresholdResource(BalanceRepository balances) {
    this.balances = balances;
  }

  /**
   * The threshold of an organization in one mode.
   *
   * @param amount null: the service's default; 0: never low
   */
  public record Threshold(
      @NotNull @Pattern(regexp = "live|test", message = "must be live or test") String mode,
      @Pattern(regexp = Money.AMOUNT, message = "must be a decimal text such as 10.0000")
          String amount) {}

  /** Sets it: it counts from the next movement on. */
  @PUT
  @WithTransaction
  @Operation(hidden = true)
  public Uni<Threshold> set(@RestPath String id, @NotNull @Valid Threshold threshold) {
    if (!Ids.isShaped("org_", id)) {
      throw ApiException.notFound();
    }
    Money amount = threshold.amount() == null ? null : Money.parse(threshold.amount());
    return balances
        .setThreshold(new Tenant(id, Mode.of(threshold.mode())), amount)
        .replaceWith(new Threshold(threshold.mode(), amount == null ? null : amount.toString()));
  }
}
