package com.jagcall.calls.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * A tool as an agent has it.
 *
 * @param name by which the model calls it
 * @param description may be null
 * @param url of an HTTP function; null for any other
 * @param parameters JSON Schema of the arguments; may be null
 * @param timeout of an HTTP function
 */
public record AgentTool(
    Type type, String name, String description, String url, JsonNode parameters, Duration timeout) {
  /** What it does. */
  public enum Type {
    HTTP,
    END_CALL,
    TRANSFER_CALL,
    SEND_DTMF,
    SEND_SMS
  }
}
