package com.jagcall.common.error;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Locale;

/** Names a field as the client wrote it: {@code tools[1].timeout_seconds}. */
public final class FieldPath {
  private FieldPath() {}

  /** From a path of Bean Validation; the method and its parameter are left out. */
  public static String of(Path path) {
    StringBuilder name = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.PROPERTY
          || node.getKind() == ElementKind.CONTAINER_ELEMENT
          || node.getKind() == ElementKind.BEAN) {
        append(name, node);
      }
    }
    return name.length() == 0 ? "body" : name.toString();
  }

  private static void append(StringBuilder name, Path.Node node) {
    if (node.getIndex() != null) {
      name.append('[').append(node.getIndex()).append(']');
    } else if (node.getKey() != null) {
      name.append('[').append(printable(node.getKey().toString())).append(']');
    }
    if (node.getKind() == ElementKind.PROPERTY) {
      name.append(name.length() == 0 ? "" : ".").append(snakeCase(node.getName()));
    }
  }

  /** A client's own key, fit to be shown: short and without control characters. */
  static String printable(String text) {
    String start = text.length() > 64 ? text.substring(0, 64) + "…" : text;
    return start.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{Sm} ]", "?");
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
