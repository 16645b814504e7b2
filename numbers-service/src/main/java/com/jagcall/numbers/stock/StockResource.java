package com.jagcall.numbers.stock;

import com.jagcall.common.credential.Mode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Lets an operator bring the numbers of a trunk into the live stock. Test stock is made by the
 * service itself.
 */
@Path("/internal/stock/import")
@RolesAllowed("service:operator")
public class StockResource {
  private final StockImport imports;

  StockResource(StockImport imports) {
    this.imports = imports;
  }

  /**
   * Takes a file of at most 1 MiB, in UTF-8; a larger one is sent in parts, each with the first
   * line.
   */
  @POST
  @Consumes("text/csv")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Uni<ImportReport> take(String csv) {
    return imports.take(Mode.LIVE, csv);
  }
}
