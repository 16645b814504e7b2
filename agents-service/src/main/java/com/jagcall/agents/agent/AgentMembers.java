package com.jagcall.agents.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.FieldError;
import com.jagcall.common.error.JsonErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Set;

/**
 * Lays the members of a request over settings: those it carries replace what was there, null
 * included; those it does not carry stay. A new agent starts from {@link AgentSettings#DEFAULTS} in
 * the same way, so that one set of rules judges both.
 */
@ApplicationScoped
public class AgentMembers {
  private static final List<String> READ_ONLY =
      List.of("id", "phone_number", "created_at", "updated_at");

  private final ObjectMapper mapper;
  private final Validator validator;

  AgentMembers(ObjectMapper mapper, Validator validator) {
    this.mapper = mapper;
    this.validator = validator;
  }

  /**
   * The settings with the request's members in place of their own.
   *
   * @param members null when there was no body
   * @throws ApiException naming what does not exist, cannot be set or has the wrong type
   * @throws ConstraintViolationException when the result breaks a rule
   */
  AgentSettings over(AgentSettings settings, ObjectNode members) {
    if (members == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    refuseReadOnly(members);
    ObjectNode merged = mapper.valueToTree(settings);
    merged.setAll(members);
    AgentSettings result = read(merged);
    Set<ConstraintViolation<AgentSettings>> broken = validator.validate(result);
    if (!broken.isEmpty()) {
      throw new ConstraintViolationException(broken);
    }
    return result;
  }

  private static void refuseReadOnly(ObjectNode members) {
    List<FieldError> faults =
        READ_ONLY.stream()
            .filter(members::has)
            .map(name -> new FieldError(name, "cannot be set"))
            .toList();
    if (!faults.isEmpty()) {
      throw ApiException.validation(faults);
    }
  }

  private AgentSettings read(ObjectNode merged) {
    try {
      return mapper.treeToValue(merged, AgentSettings.class);
    } catch (JsonProcessingException e) {
      throw JsonErrors.refusal(e);
    }
  }
}
