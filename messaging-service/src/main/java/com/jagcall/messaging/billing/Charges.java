package com.jagcall.messaging.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.jagcall.common.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What becomes of held money, as events to billing-service. */
public final class Charges {
  private Charges() {}

  /** The payload of {@code hold.capture}. */
  @RegisterForReflection
  record Capture(
      String holdId, String operationId, int quantity, @JsonProperty("final") boolean isFinal) {}

  /** The payload of {@code hold.release}. */
  @RegisterForReflection
  record Release(String holdId, String operationId) {}

  /**
   * Charges so many segments and lets the rest go.
   *
   * @param segments 0: all is let go
   */
  public static OutboxEvent settle(String holdId, int segments) {
    return segments == 0
        ? event("hold.release", holdId, new Release(holdId, "release"))
        : event("hold.capture", holdId, new Capture(holdId, "capture", segments, true));
  }

  private static OutboxEvent event(String type, String holdId, Object payload) {
    return new OutboxEvent("billing-service", type, holdId, payload);
  }
}
