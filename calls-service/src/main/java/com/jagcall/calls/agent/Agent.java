package com.jagcall.calls.agent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;

/**
 * As much of an agent as a call needs. A call keeps the agent with which it was made.
 *
 * @param status {@code active}, or it takes no part in calls
 * @param phoneNumber E.164; null: it has none
 * @param language a BCP 47 tag
 * @param firstMessage what it says first; null: it waits for the other side
 * @param model null: what this installation is set up with
 * @param maxDurationSeconds when a call is ended
 * @param tools a JSON array, as agents-service has it
 * @param transferNumber E.164, or null
 * @param voicemailMessage what it leaves on a machine; null: nothing
 * @param extractionSchema of the data that is wanted of each call, a JSON Schema; null: none is
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Agent(
    String id,
    String name,
    String status,
    String phoneNumber,
    String voiceId,
    String language,
    String systemPrompt,
    String firstMessage,
    String model,
    BigDecimal temperature,
    int maxDurationSeconds,
    JsonNode tools,
    String transferNumber,
    String voicemailMessage,
    JsonNode extractionSchema) {

  private static final String ACTIVE = "active";

  /** Whether it makes and answers calls. */
  @JsonIgnore
  public boolean isActive() {
    return ACTIVE.equals(status);
  }
}
