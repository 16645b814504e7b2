package com.jagcall.agents.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/** Whether an agent makes and answers calls. */
@RegisterForReflection
public enum AgentStatus {
  /** Makes and answers calls. */
  ACTIVE("active"),
  /** Kept, but neither makes nor answers calls. */
  INACTIVE("inactive");

  @EnumeratedValue private final String wire;

  AgentStatus(String wire) {
    this.wire = wire;
  }

  /** How it is written in JSON, in a query parameter and in the database. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** The status written so; empty when there is none. */
  static Optional<AgentStatus> of(String wire) {
    return Arrays.stream(values()).filter(status -> status.wire.equals(wire)).findFirst();
  }
}
