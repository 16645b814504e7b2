package com.jagcall.billing.balance;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The balance of whoever calls. */
@Path("/v1/billing/balance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing", description = "What was paid, what it was used for, what is left.")
public class BalanceResource {
  private final BalanceRepository balances;
  private final CurrentCaller caller;

  BalanceResource(BalanceRepository balances, CurrentCaller caller) {
    this.balances = balances;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.BILLING_READ)
  @WithSession
  @Operation(
      operationId = "getBalance",
      summary = "Get the balance",
      description =
          "Of the key's mode: a test key has play money, which is filled up every day and never "
              + "charged. Needs the scope `billing:read`.")
  public Uni<BalanceView> get() {
    return balances.read(caller.tenant());
  }
}
