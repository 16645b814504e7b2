package com.jagcall.calls.call;

import com.fasterxml.jackson.annotation.JsonValue;
import com.jagcall.calls.billing.Product;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/** Who calls. */
@RegisterForReflection
public enum CallDirection {
  INBOUND("inbound", Product.VOICE_INBOUND),
  OUTBOUND("outbound", Product.VOICE_OUTBOUND);

  @EnumeratedValue private final String wire;
  private final Product product;

  CallDirection(String wire, Product product) {
    this.wire = wire;
    this.product = product;
  }

  /** How it is written in JSON, in a query parameter and in the database. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** What is charged for it. */
  public Product product() {
    return product;
  }

  /** The direction written so; empty when there is none. */
  public static Optional<CallDirection> of(String wire) {
    return Arrays.stream(values()).filter(direction -> direction.wire.equals(wire)).findFirst();
  }
}
