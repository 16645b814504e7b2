package com.jagcall.calls.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges what a model wrote by the part of JSON Schema that models are told with: {@code type},
 * {@code enum}, {@code required}, {@code properties}, {@code additionalProperties: false}, {@code
 * items}. What else a schema says is for whoever gets it to judge.
 */
public final class Schema {
  private static final int MAX_DEPTH = 20;

  private Schema() {}

  /**
   * What is wrong, in words for the model; empty: nothing.
   *
   * @param schema null: all is right
   * @param name of the value in these words
   */
  public static Optional<String> fault(JsonNode schema, JsonNode value, String name) {
    return schema == null ? Optional.empty() : fault(schema, value, name, 0);
  }

  private static Optional<String> fault(JsonNode schema, JsonNode value, String where, int depth) {
    if (depth > MAX_DEPTH) {
      return Optional.of(where + " is too deep");
    }
    if (schema.has("type") && !isType(schema.get("type"), value)) {
      return Optional.of(
          where + " must be of type " + schema.get("type").toString().replace("\"", ""));
    }
    if (schema.path("enum").isArray() && !contains(schema.get("enum"), value)) {
      return Optional.of(where + " must be one of " + schema.get("enum"));
    }
    for (JsonNode name : schema.path("required")) {
      if (value.isObject() && !value.has(name.asText())) {
        return Optional.of(where + " must have " + name.asText());
      }
    }
    return members(schema, value, where, depth);
  }

  private static Optional<String> members(
      JsonNode schema, JsonNode value, String where, int depth) {
    JsonNode properties = schema.path("properties");
    List<Optional<String>> faults = new ArrayList<>();
    value
        .properties()
        .forEach(
            member -> {
              JsonNode inner = properties.get(member.getKey());
              if (inner != null) {
                faults.add(
                    fault(inner, member.getValue(), where + "." + member.getKey(), depth + 1));
              } else if (isClosed(schema)) {
                faults.add(Optional.of(where + " must not have " + member.getKey()));
              }
            });
    if (value.isArray() && schema.path("items").isObject()) {
      value.forEach(item -> faults.add(fault(schema.get("items"), item, where + "[]", depth + 1)));
    }
    return faults.stream().flatMap(Optional::stream).findFirst();
  }

  private static boolean isClosed(JsonNode schema) {
    JsonNode additional = schema.path("additionalProperties");
    return additional.isBoolean() && !additional.booleanValue();
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode each : values) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (isType(each, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" ->
          value.isIntegralNumber()
              || value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> true;
    };
  }
}
