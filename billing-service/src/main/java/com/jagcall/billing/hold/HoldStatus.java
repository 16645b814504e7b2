package com.jagcall.billing.hold;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** How a hold stands. Only an open one holds anything. */
@RegisterForReflection
public enum HoldStatus {
  OPEN,
  /** What it was for has been charged in full, as far as there was money. */
  CAPTURED,
  /** It was given back: there was nothing to charge. */
  RELEASED,
  /** It was given back because its time was over; what it was for may still be charged. */
  EXPIRED;

  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
