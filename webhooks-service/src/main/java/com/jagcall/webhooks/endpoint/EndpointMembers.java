package com.jagcall.webhooks.endpoint;

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
 * included; those it does not carry stay.
 */
@ApplicationScoped
class EndpointMembers {
  private static final List<String> READ_ONLY =
      List.of(
          "id",
          "agent_id",
          "secret",
          "disabled_reason",
          "failing_since",
          "previous_secret_expires_at",
          "created_at",
          "updated_at");

  private final ObjectMapper mapper;
  private final Validator validator;

  EndpointMembers(ObjectMapper mapper, Validator validator) {
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
  EndpointSettings over(EndpointSettings settings, ObjectNode members) {
    if (members == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    refuseReadOnly(members);
    ObjectNode merged = mapper.valueToTree(settings);
    merged.setAll(members);
    EndpointSettings result = read(merged);
    Set<ConstraintViolation<EndpointSettings>> broken = validator.validate(result);
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

  private EndpointSettings read(ObjectNode merged) {
    try {
      return mapper.treeToValue(merged, EndpointSettings.class);
    } catch (JsonProcessingException e) {
      throw JsonErrors.refusal(e);
    }
  }
}
