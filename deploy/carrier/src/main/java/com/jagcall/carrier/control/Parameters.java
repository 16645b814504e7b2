package com.jagcall.carrier.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What stands in a command's query, {@code ?name=value&…}. */
public final class Parameters {

  private final Map<String, String> values;

  public Parameters(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * @param query as it stands in the address, or null
   */
  static Parameters parse(String query) {
    Map<String, String> values = new LinkedHashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return new Parameters(values);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public String required(String name) {
    return text(name).orElseThrow(() -> new IllegalArgumentException("say " + name + "=…"));
  }

  /**
   * @throws IllegalArgumentException when it is no number from 0 to {@code max}
   */
  public int number(String name, int otherwise, int max) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (number < 0 || number > max) {
      throw new IllegalArgumentException(name + " is a number from 0 to " + max);
    }
    return number;
  }

  public boolean flag(String name, boolean otherwise) {
    return text(name).map(value -> !value.matches("false|off|no|0")).orElse(otherwise);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
