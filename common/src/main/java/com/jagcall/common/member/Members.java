package com.jagcall.common.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.FieldError;
import com.jagcall.common.error.JsonErrors;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Set;

/**
 * Lays the members of a request over settings: those it carries replace what was there, null
 * included; those it does not carry stay. What is new starts from its defaults in the same way, so
 * that one set of rules judges both. A service makes a bean of it for its settings.
 */
public class Members<T> {
  private final Class<T> type;
  private final List<String> readOnly;
  private final ObjectMapper mapper;
  private final Validator validator;

  /**
   * For one kind of settings.
   *
   * @param type their record, registered for reflection
   * @param readOnly members of the resource that no request sets
   */
  protected Members(
      Class<T> type, List<String> readOnly, ObjectMapper mapper, Validator validator) {
    this.type = type;
    this.readOnly = readOnly;
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
  public T over(T settings, ObjectNode members) {
    if (members == null) {
      throw new ApiException(ErrorCode.INVALID_JSON, "The body must be a JSON object.");
    }
    refuseReadOnly(members);
    ObjectNode merged = mapper.valueToTree(settings);
    merged.setAll(members);
    T result = read(merged);
    Set<ConstraintViolation<T>> broken = validator.validate(result);
    if (!broken.isEmpty()) {
      throw new ConstraintViolationException(broken);
    }
    return result;
  }

  private void refuseReadOnly(ObjectNode members) {
    List<FieldError> faults =
        readOnly.stream()
            .filter(members::has)
            .map(name -> new FieldError(name, "cannot be set"))
            .toList();
    if (!faults.isEmpty()) {
      throw ApiException.validation(faults);
    }
  }

  private T read(ObjectNode merged) {
    try {
      return mapper.treeToValue(merged, type);
    } catch (JsonProcessingException e) {
      throw JsonErrors.refusal(e);
    }
  }
}
