package com.jagcall.billing.price;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One version of all prices, arranged to be looked up. */
public final class PriceList {
  private final long version;
  private final Map<Product, Map<String, List<PriceLine>>> lines = new EnumMap<>(Product.class);
  private int longestPrefix;

  public PriceList(long version, List<PriceLine> all) {
    this.version = version;
    for (PriceLine line : all) {
      lines
          .computeIfAbsent(line.product(), product -> new HashMap<>())
          .merge(line.prefix(), List.of(line), PriceList::both);
      longestPrefix = Math.max(longestPrefix, line.prefix().length());
    }
  }

  private static List<PriceLine> both(List<PriceLine> some, List<PriceLine> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  public long version() {
    return version;
  }

  /**
   * The price with the longest prefix of the destination that is valid at that time.
   *
   * @param digits the destination without its plus sign; empty: there is none
   */
  public Optional<Price> find(Product product, String digits, Instant at) {
    Map<String, List<PriceLine>> byPrefix = lines.getOrDefault(product, Map.of());
    for (int length = Math.min(longestPrefix, digits.length()); length >= 0; length--) {
      for (PriceLine line : byPrefix.getOrDefault(digits.substring(0, length), List.of())) {
        if (line.isValid(at)) {
          return Optional.of(line.price(version));
        }
      }
    }
    return Optional.empty();
  }
}
