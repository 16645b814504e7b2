package com.jagcall.agents.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON Schema of what a model is to write, such as a tool's arguments: an object schema of at
 * most 16 KiB as JSON in UTF-8 and 10 levels, with nothing in it that PostgreSQL or a JSON reader
 * elsewhere (RFC 7493) could not hold: NUL, unpaired surrogates, numbers beyond a double. Whether
 * every keyword makes sense is left to the model that reads it. Null is left to others.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ToolParameters.Rule.class)
public @interface ToolParameters {
  /** Not shown: the client is told which part of the rule was broken. */
  String message() default "must be a JSON Schema object";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** The rule itself, free of any framework. */
  final class Rule implements ConstraintValidator<ToolParameters, ObjectNode> {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_DEPTH = 10;

    @Override
    public boolean isValid(ObjectNode schema, ConstraintValidatorContext context) {
      if (schema == null) {
        return true;
      }
      Optional<String> fault = fault(schema);
      fault.ifPresent(message -> Violation.replace(context, message));
      return fault.isEmpty();
    }

    /** What is wrong with the schema; empty when it is as it must be. */
    static Optional<String> fault(ObjectNode schema) {
      // Depth first: it bounds the recursion of everything after it.
      if (!fits(schema, MAX_DEPTH)) {
        return Optional.of("must be at most " + MAX_DEPTH + " levels deep");
      }
      if (schema.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
        return Optional.of("must be at most " + MAX_BYTES + " bytes of JSON");
      }
      if (!storable(schema)) {
        return Optional.of("must not contain NUL, unpaired surrogates or numbers beyond a double");
      }
      JsonNode type = schema.get("type");
      return type == null || "object".equals(type.textValue())
          ? Optional.empty()
          : Optional.of("must be a schema of type object");
    }

    private static boolean fits(JsonNode node, int levels) {
      if (!node.isContainerNode()) {
        return true;
      }
      if (levels == 0) {
        return false;
      }
      for (JsonNode child : node) {
        if (!fits(child, levels - 1)) {
          return false;
        }
      }
      return true;
    }

    private static boolean storable(JsonNode node) {
      if (node.isTextual()) {
        return storable(node.textValue());
      }
      if (node.isNumber()) {
        return Double.isFinite(node.doubleValue());
      }
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (!storable(member.getKey())) {
          return false;
        }
      }
      for (JsonNode child : node) {
        if (!storable(child)) {
          return false;
        }
      }
      return true;
    }

    private static boolean storable(String text) {
      return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
  }
}
