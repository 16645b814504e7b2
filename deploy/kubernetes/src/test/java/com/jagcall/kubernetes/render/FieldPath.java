package com.jagcall.kubernetes.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of kustomize's replacements: names and numbers with dots between, {@code *} for each
 * element of a list, {@code [name=x]} for the element that has it, {@code [a.b/c]} for a name with
 * dots.
 */
record FieldPath(List<String> steps) {
  private static final Pattern STEP = Pattern.compile("\\G(\\[[^\\]]+\\]|[^.\\[\\]]+)(?:\\.|$)");

  static FieldPath of(String text) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    int end = 0;
    while (matcher.find()) {
      steps.add(matcher.group(1));
      end = matcher.end();
    }
    if (end != text.length() || steps.isEmpty()) {
      throw new IllegalArgumentException("not a field path: " + text);
    }
    return new FieldPath(steps);
  }

  String read(JsonNode tree) {
    List<String> values = new ArrayList<>();
    change(
        tree,
        0,
        value -> {
          values.add(value);
          return value;
        });
    if (values.size() != 1) {
      throw new IllegalArgumentException(steps + " is not one field");
    }
    return values.get(0);
  }

  /** Changes every text the path leads to. A path that leads nowhere is refused. */
  void change(JsonNode tree, UnaryOperator<String> change) {
    change(tree, 0, change);
  }

  private void change(JsonNode node, int depth, UnaryOperator<String> change) {
    String step = steps.get(depth);
    if (node instanceof ArrayNode list) {
      for (int index : indexes(list, step)) {
        JsonNode changed = changed(list.get(index), depth, change);
        list.set(index, changed);
      }
    } else if (node instanceof ObjectNode object) {
      String key = step.startsWith("[") ? step.substring(1, step.length() - 1) : step;
      if (!object.has(key)) {
        throw new IllegalArgumentException("no field " + key + " of " + steps + " in " + object);
      }
      object.set(key, changed(object.get(key), depth, change));
    } else {
      throw new IllegalArgumentException(steps + " leads through a value: " + node);
    }
  }

  private JsonNode changed(JsonNode child, int depth, UnaryOperator<String> change) {
    if (depth + 1 < steps.size()) {
      change(child, depth + 1, change);
      return child;
    }
    if (!child.isTextual()) {
      throw new IllegalArgumentException(steps + " leads to what is no text: " + child);
    }
    return TextNode.valueOf(change.apply(child.asText()));
  }

  private List<Integer> indexes(ArrayNode list, String step) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (step.equals("*") || step.equals(Integer.toString(i)) || isMatch(step, list.get(i))) {
        indexes.add(i);
      }
    }
    if (indexes.isEmpty()) {
      throw new IllegalArgumentException("no element " + step + " of " + steps + " in " + list);
    }
    return indexes;
  }

  private static boolean isMatch(String step, JsonNode element) {
    if (!step.startsWith("[")) {
      return false;
    }
    String[] condition = step.substring(1, step.length() - 1).split("=", 2);
    return condition.length == 2 && element.path(condition[0]).asText().equals(condition[1]);
  }
}
