package com.jagcall.numbers.inventory;

import java.util.Optional;
import java.util.Set;

/**
 * What a number that is looked for must be.
 *
 * @param country ISO 3166-1 alpha-2
 * @param callingCode of that country, such as 1
 * @param areaCode what stands behind the calling code
 * @param capabilities all of which it must have
 */
public record Criteria(
    String country,
    int callingCode,
    Optional<NumberType> type,
    Optional<String> areaCode,
    Optional<NumberPattern> contains,
    Set<Capability> capabilities) {

  /** What every number of it begins with, such as {@code +1415}. */
  public String start() {
    return "+" + callingCode + areaCode.orElse("");
  }
}
