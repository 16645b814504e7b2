package com.jagcall.numbers.stock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of comma-separated values (RFC 4180), without line breaks inside of quotes. */
final class CsvLine {
  private CsvLine() {}

  /** The values without surrounding white space; empty when a quote is not where it may be. */
  static Optional<List<String>> read(String line) {
    List<String> values = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder value = new StringBuilder();
      at = readValue(line, skipSpace(line, at), value);
      if (at < 0) {
        return Optional.empty();
      }
      values.add(value.toString().strip());
      if (at == line.length()) {
        return Optional.of(values);
      }
      at++;
    }
  }

  /** Where the comma or the end behind the value is; negative when there is something else. */
  private static int readValue(String line, int start, StringBuilder value) {
    if (start == line.length() || line.charAt(start) != '"') {
      int comma = line.indexOf(',', start);
      int end = comma < 0 ? line.length() : comma;
      value.append(line, start, end);
      return value.indexOf("\"") < 0 ? end : -1;
    }
    int at = start + 1;
    while (at < line.length()) {
      if (line.charAt(at) != '"') {
        value.append(line.charAt(at++));
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        value.append('"');
        at += 2;
      } else {
        int end = skipSpace(line, at + 1);
        return end == line.length() || line.charAt(end) == ',' ? end : -1;
      }
    }
    return -1;
  }

  private static int skipSpace(String line, int start) {
    int at = start;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
