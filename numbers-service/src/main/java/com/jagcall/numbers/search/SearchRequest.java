package com.jagcall.numbers.search;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.FieldError;
import com.jagcall.numbers.inventory.Capability;
import com.jagcall.numbers.inventory.Criteria;
import com.jagcall.numbers.inventory.NumberPattern;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.inventory.NumberingPlan;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is looked for; all of it must hold. */
@Schema(name = "SearchPhoneNumbers", description = "What is looked for; all of it must hold.")
public record SearchRequest(
    @NotNull
        @Pattern(regexp = "^[A-Z]{2}$", message = "must be an ISO 3166-1 alpha-2 code, such as US")
        @Schema(description = "The country, ISO 3166-1 alpha-2.", examples = "US", required = true)
        String country,
    @Schema(description = "Only numbers of this type.", nullable = true) NumberType type,
    @Pattern(
            regexp = "^[0-9]{1,7}$",
            message =
                "must be 1 to 7 digits, without the digit dialled before it inside the country")
        @Schema(
            description =
                "Only numbers that begin so behind the calling code; as it is dialled from abroad.",
            examples = "415",
            nullable = true)
        String areaCode,
    @Size(max = NumberPattern.MAX_LENGTH)
        @Schema(
            description =
                "Only numbers in which these digits stand, calling code included; `*` stands for "
                    + "any digits, or none. Give four digits in a row, or an area code: for a "
                    + "pattern with neither, the first 50,000 numbers that satisfy the rest are "
                    + "looked at.",
            examples = "55*99",
            nullable = true)
        String contains,
    @Size(max = 2)
        @Schema(
            description = "What the number must be usable for: all of these.",
            examples = "[\"voice\"]",
            nullable = true)
        List<@NotNull Capability> capabilities,
    @Min(1)
        @Max(100)
        @Schema(
            description = "How many numbers to answer, at most.",
            defaultValue = "20",
            nullable = true)
        Integer limit,
    @Min(1)
        @Max(SearchRequest.MAX_ROWS)
        @Schema(
            description = "Which page, from 1. Page times limit is at most 1,000.",
            defaultValue = "1",
            nullable = true)
        Integer page) {
  /** So far into what a search finds one can page: beyond it, look for something narrower. */
  static final int MAX_ROWS = 1000;

  private static final int DEFAULT_LIMIT = 20;

  /** Fills in what was left out. */
  public SearchRequest {
    capabilities = capabilities == null ? List.of() : capabilities;
    limit = limit == null ? Integer.valueOf(DEFAULT_LIMIT) : limit;
    page = page == null ? Integer.valueOf(1) : page;
  }

  /** How many found numbers stand before the page. */
  int offset() {
    return (page - 1) * limit;
  }

  /**
   * What the request says, judged by the numbering plan.
   *
   * @throws ApiException {@code validation_error}, naming every member that cannot be
   */
  Criteria criteria(NumberingPlan plan) {
    List<FieldError> faults = new ArrayList<>();
    Optional<Integer> callingCode = plan.callingCode(country);
    if (callingCode.isEmpty()) {
      faults.add(new FieldError("country", "is no country with phone numbers"));
    } else if (areaCode != null && !plan.hasAreaCode(country, areaCode)) {
      faults.add(new FieldError("area_code", "is no area code of " + country));
    }
    Optional<NumberPattern> pattern = Optional.ofNullable(contains).flatMap(NumberPattern::parse);
    if (contains != null && pattern.isEmpty()) {
      faults.add(new FieldError("contains", "must be digits and *, with at least one digit"));
    }
    if (Set.copyOf(capabilities).size() < capabilities.size()) {
      faults.add(new FieldError("capabilities", "must not name one twice"));
    }
    if ((long) page * limit > MAX_ROWS) {
      faults.add(new FieldError("page", "times limit must be at most " + MAX_ROWS));
    }
    if (!faults.isEmpty()) {
      throw ApiException.validation(faults);
    }
    return new Criteria(
        country,
        callingCode.orElseThrow(),
        Optional.ofNullable(type),
        Optional.ofNullable(areaCode),
        pattern,
        Set.copyOf(capabilities));
  }
}
