package com.jagcall.billing.price;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lets an operator set the prices, all of them at once. */
@Path("/internal/prices")
@RolesAllowed("service:operator")
public class PriceResource {
  private final PriceBook prices;
  private final CurrentCaller caller;

  PriceResource(PriceBook prices, CurrentCaller caller) {
    this.prices = prices;
    this.caller = caller;
  }

  /** What was loaded. */
  public record LoadedView(long version, int prices) {}

  /**
   * Makes the file's prices the ones that are valid, or changes nothing: 422 names each wrong line.
   *
   * @param file CSV in UTF-8, as {@link PriceFile} reads it
   */
  @PUT
  @Consumes("text/csv")
  @Operation(hidden = true)
  public Uni<LoadedView> replace(byte[] file) {
    List<PriceLine> lines = PriceFile.parse(text(file));
    return prices
        .replace(lines, caller.service())
        .map(list -> new LoadedView(list.version(), lines.size()));
  }

  private static String text(byte[] file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new ApiException(ErrorCode.INVALID_REQUEST, "The body must be text in UTF-8.");
    }
  }
}
