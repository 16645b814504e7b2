package com.jagcall.billing.usage;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What whoever calls has used. */
@Path("/v1/billing/usage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class UsageResource {
  private final UsageRepository usage;
  private final CurrentCaller caller;

  UsageResource(UsageRepository usage, CurrentCaller caller) {
    this.usage = usage;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Scope.BILLING_READ)
  @WithSession
  @Operation(
      operationId = "listUsage",
      summary = "List usage",
      description =
          "What was charged, by day and product, the latest day first. Needs the scope "
              + "`billing:read`.")
  public Uni<Page<UsageView>> list(@BeanParam UsagePeriod period, @BeanParam Paging paging) {
    return usage
        .list(caller.tenant(), period.days(), paging)
        .map(
            page ->
                new Page<>(page.data().stream().map(UsageView::of).toList(), page.pagination()));
  }
}
