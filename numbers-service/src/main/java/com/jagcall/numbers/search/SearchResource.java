package com.jagcall.numbers.search;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.paging.Page;
import com.jagcall.numbers.inventory.Inventory;
import com.jagcall.numbers.inventory.Inventory.Found;
import com.jagcall.numbers.inventory.NumberingPlan;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Looks for numbers that can be bought. */
@Path("/v1/phone-numbers/search")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Phone numbers")
public class SearchResource {
  private final Inventory inventory;
  private final NumberingPlan plan;
  private final CurrentCaller caller;

  SearchResource(Inventory inventory, NumberingPlan plan, CurrentCaller caller) {
    this.inventory = inventory;
    this.plan = plan;
    this.caller = caller;
  }

  @POST
  @RolesAllowed(Scope.NUMBERS_READ)
  @Operation(
      operationId = "searchPhoneNumbers",
      summary = "Search for numbers to buy",
      description =
          "In the order of their digits. `pagination.total` is exact on the last page; before it, "
              + "there are at least so many, and one more than up to this page's end. "
              + "Needs the scope `numbers:read`.")
  public Uni<Page<AvailableNumberView>> search(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = SearchRequest.class)))
          @Valid
          SearchRequest request) {
    if (request == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    return inventory
        .search(caller.tenant().mode(), request.criteria(plan), request.offset(), request.limit())
        .map(found -> page(request, found));
  }

  private static Page<AvailableNumberView> page(SearchRequest request, Found found) {
    return new Page<>(
        found.numbers().stream().map(AvailableNumberView::of).toList(),
        new Page.Pagination(request.page(), request.limit(), found.total()));
  }
}
