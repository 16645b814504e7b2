package com.jagcall.kubernetes.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.kubernetes.Yaml;

/** The operations add, replace and remove of a JSON patch (RFC 6902). */
record JsonPatch(String op, String path, JsonNode value) {

  static void apply(JsonNode operations, ObjectNode tree) {
    for (JsonNode operation : operations) {
      Yaml.as(JsonPatch.class, operation).apply(tree);
    }
  }

  private void apply(ObjectNode tree) {
    JsonPointer pointer = JsonPointer.compile(path);
    JsonNode parent = tree.at(pointer.head());
    String key = pointer.last().getMatchingProperty();
    if (parent instanceof ObjectNode object) {
      apply(object, key);
    } else if (parent instanceof ArrayNode list && op.equals("add") && key.equals("-")) {
      list.add(value.deepCopy());
    } else if (parent instanceof ArrayNode list && op.equals("replace")) {
      list.set(Integer.parseInt(key), value.deepCopy());
    } else {
      throw new IllegalArgumentException(op + " leads nowhere: " + path);
    }
  }

  private void apply(ObjectNode object, String key) {
    if (!op.equals("add") && !object.has(key)) {
      throw new IllegalArgumentException(op + " of what is not there: " + path);
    }
    switch (op) {
      case "add", "replace" -> object.set(key, value.deepCopy());
      case "remove" -> object.remove(key);
      default -> throw new IllegalArgumentException("unknown operation " + op);
    }
  }
}
