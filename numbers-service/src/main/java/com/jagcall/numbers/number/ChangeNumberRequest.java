package com.jagcall.numbers.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What to change of a number.
 *
 * @param agentId null: it is assigned to none
 */
@Schema(name = "ChangePhoneNumber", description = "What to change of a number.")
public record ChangeNumberRequest(
    @Schema(
            description =
                "The agent to assign it to, instead of the one it has; null: to none. "
                    + "An agent has at most one number.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            required = true,
            nullable = true)
        String agentId) {
  private static final String AGENT_ID = "agent_id";
  private static final int MAX_NAMED = 20;
  private static final int MAX_NAME = 64;

  /**
   * Reads a body, in which it makes a difference whether a member is null or not there.
   *
   * @throws ApiException naming what is missing, unknown or of the wrong type
   */
  static ChangeNumberRequest of(ObjectNode body) {
    if (body == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    List<FieldError> faults = new ArrayList<>();
    body.fieldNames().forEachRemaining(name -> judge(name, faults));
    if (!body.has(AGENT_ID)) {
      faults.add(new FieldError(AGENT_ID, "must be an agent's identifier, or null"));
    }
    if (!faults.isEmpty()) {
      throw ApiException.validation(faults.subList(0, Math.min(faults.size(), MAX_NAMED)));
    }
    return new ChangeNumberRequest(agentId(body.get(AGENT_ID)));
  }

  private static void judge(String name, List<FieldError> faults) {
    if (!name.equals(AGENT_ID)) {
      String start = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
      faults.add(
          new FieldError(start.replaceAll("[^\\p{L}\\p{N}\\p{P} ]", "?"), "is not a known member"));
    }
  }

  private static String agentId(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      String message = "has the wrong type: a string is expected";
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          AGENT_ID + " " + message + ".",
          List.of(new FieldError(AGENT_ID, message)));
    }
    return value.textValue();
  }
}
