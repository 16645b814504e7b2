package com.jagcall.billing.transaction;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The movements of whoever calls. */
@Path("/v1/billing/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class TransactionResource {
  private final TransactionRepository transactions;
  private final CurrentCaller caller;

  TransactionResource(TransactionRepository transactions, CurrentCaller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.BILLING_READ)
  @WithSession
  @Operation(
      operationId = "listTransactions",
      summary = "List transactions",
      description =
          "Every movement of money, newest first: what it was for, and what it did to the balance. "
              + "All amounts together are the balance. Needs the scope `billing:read`.")
  public Uni<Page<TransactionView>> list(
      @BeanParam @Valid TransactionFilter filter, @BeanParam Paging paging) {
    return transactions
        .list(caller.tenant(), filter.conditions(), paging)
        .map(
            page ->
                new Page<>(
                    page.data().stream().map(TransactionView::of).toList(), page.pagination()));
  }
}
