package com.jagcall.billing.price;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is sold; its unit is what a quantity of it counts. */
public enum Product {
  VOICE_OUTBOUND(Unit.SECOND),
  VOICE_INBOUND(Unit.SECOND),
  AGENT_MINUTE(Unit.SECOND),
  SMS_OUTBOUND(Unit.SEGMENT),
  SMS_INBOUND(Unit.SEGMENT),
  NUMBER_LOCAL(Unit.MONTH),
  NUMBER_MOBILE(Unit.MONTH),
  NUMBER_TOLL_FREE(Unit.MONTH);

  /** What a quantity counts. */
  public enum Unit {
    SECOND,
    SEGMENT,
    MONTH
  }

  private final Unit unit;

  Product(Unit unit) {
    this.unit = unit;
  }

  public Unit unit() {
    return unit;
  }

  /** As it stands in JSON, files and SQL: {@code voice_outbound}. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The product written so; empty when there is none. */
  public static Optional<Product> of(String wire) {
    return Arrays.stream(values()).filter(product -> product.wire().equals(wire)).findFirst();
  }

  /** All of them, for a message. */
  public static String names() {
    return Arrays.stream(values()).map(Product::wire).collect(Collectors.joining(", "));
  }
}
