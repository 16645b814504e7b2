package com.jagcall.billing.price;

import com.jagcall.common.money.Money;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells services what something would cost now. */
@Path("/internal/ratings")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class RatingResource {
  private final PriceBook prices;

  RatingResource(PriceBook prices) {
    this.prices = prices;
  }

  /**
   * What is to be rated.
   *
   * @param destination the other side's number, or its start; null when there is none
   * @param quantity seconds, segments or months
   */
  public record RateRequest(
      @NotNull @Size(max = 40) String product,
      @Pattern(regexp = PriceBook.DESTINATION, message = "must be an E.164 number or its start")
          String destination,
      @NotNull @Min(0) @Max(Price.MAX_QUANTITY) Long quantity) {}

  /**
   * What it costs.
   *
   * @param unitPrice the price of one {@code unit} of the product
   */
  public record RatingView(
      String amount,
      String currency,
      String priceId,
      String unitPrice,
      int unit,
      int increment,
      int minimum) {

    static RatingView of(Price price, Money amount) {
      return new RatingView(
          amount.toString(),
          Money.CURRENCY,
          price.id(),
          Money.text(price.micros()),
          price.unit(),
          price.increment(),
          price.minimum());
    }
  }

  /** Rates; 422 when the product has no price for the destination. */
  @POST
  @Operation(hidden = true)
  public Uni<RatingView> rate(@NotNull @Valid RateRequest request) {
    Product product = PriceBook.product(request.product());
    Price price =
        prices
            .find(product, PriceBook.digits(request.destination()), Instant.now())
            .orElseThrow(() -> PriceBook.noPrice(product));
    return Uni.createFrom().item(RatingView.of(price, price.rate(request.quantity())));
  }
}
