package com.jagcall.billing.hold;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.jagcall.billing.price.Price;
import com.jagcall.billing.price.PriceBook;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.money.Money;
import com.jagcall.common.text.PlainText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * The bodies that services send about holds. An amount wins over a quantity, which then only counts
 * for usage.
 */
public final class HoldRequests {
  static final String NAME = "[A-Za-z0-9._:~-]{1,64}";
  private static final String NAME_RULE = "must be 1 to 64 letters, digits or . _ : ~ -";
  private static final String AMOUNT_RULE = "must be a decimal text such as 1.2500";
  private static final int MAX_SECONDS = 86_400;

  private HoldRequests() {}

  /** What the money is for. */
  public record ResourceReference(
      @NotNull @Pattern(regexp = "call|sms|number", message = "must be call, sms or number")
          String type,
      @NotNull @Pattern(regexp = "[A-Za-z0-9._:~+-]{1,64}", message = "must be an identifier")
          String id) {}

  public record PlaceHold(
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String holdId,
      @NotNull @Pattern(regexp = "org_[A-Za-z0-9]{16,64}", message = "must be an organization's id")
          String organizationId,
      @NotNull @Pattern(regexp = "live|test", message = "must be live or test") String mode,
      @Pattern(regexp = Money.AMOUNT, message = AMOUNT_RULE) String amount,
      @Size(max = 40) String product,
      @Pattern(regexp = PriceBook.DESTINATION, message = "must be an E.164 number or its start")
          String destination,
      @Min(0) @Max(Price.MAX_QUANTITY) Long quantity,
      @NotNull @Min(1) @Max(MAX_SECONDS) Integer expiresInSeconds,
      @NotNull @Valid ResourceReference resource,
      @Size(max = 200) @PlainText String description) {

    HoldOrder order(String issuer) {
      if (amount == null && (product == null || quantity == null)) {
        throw ApiException.validation("amount", "is needed, or else product and quantity");
      }
      Money exact = amount == null ? null : Money.parse(amount);
      if (Money.ZERO.equals(exact)) {
        throw ApiException.validation("amount", "must be more than nothing");
      }
      return new HoldOrder(
          issuer,
          holdId,
          new Tenant(organizationId, Mode.of(mode)),
          exact,
          product == null ? null : PriceBook.product(product),
          PriceBook.digits(destination),
          quantity == null ? 0 : quantity,
          expiresInSeconds,
          resource.type(),
          resource.id(),
          description);
    }
  }

  public record ExtendHold(
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String operationId,
      @Pattern(regexp = Money.AMOUNT, message = AMOUNT_RULE) String amount,
      @Min(0) @Max(Price.MAX_QUANTITY) Long quantity,
      @NotNull @Min(1) @Max(MAX_SECONDS) Integer expiresInSeconds) {

    HoldCommand command(String holdId) {
      return HoldCommand.extend(
          holdId, operationId, money(amount, quantity), quantity, expiresInSeconds);
    }
  }

  public record CaptureHold(
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String operationId,
      @Pattern(regexp = Money.AMOUNT, message = AMOUNT_RULE) String amount,
      @Min(0) @Max(Price.MAX_QUANTITY) Long quantity,
      @JsonProperty("final") Boolean isFinal) {

    HoldCommand command(String holdId) {
      return HoldCommand.capture(
          holdId, operationId, money(amount, quantity), quantity, Boolean.TRUE.equals(isFinal));
    }
  }

  public record ReleaseHold(
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String operationId) {}

  /** One capture of several; also what an event carries. */
  @RegisterForReflection
  public record CaptureOne(
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String holdId,
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String operationId,
      @Pattern(regexp = Money.AMOUNT, message = AMOUNT_RULE) String amount,
      @Min(0) @Max(Price.MAX_QUANTITY) Long quantity,
      @JsonProperty("final") Boolean isFinal) {

    HoldCommand command() {
      return new CaptureHold(operationId, amount, quantity, isFinal).command(holdId);
    }
  }

  public record CaptureBatch(
      @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid CaptureOne> captures) {}

  /** An event that gives a hold back. */
  @RegisterForReflection
  public record ReleaseOne(
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String holdId,
      @NotNull @Pattern(regexp = NAME, message = NAME_RULE) String operationId) {}

  private static Money money(String amount, Long quantity) {
    if (amount == null && quantity == null) {
      throw ApiException.validation("amount", "is needed, or else quantity");
    }
    return amount == null ? null : Money.parse(amount);
  }
}
