package com.jagcall.calls.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something a caller may say, in a part of JSGF (Java Speech Grammar Format 1.0): words, {@code (a
 * | b)}, {@code [optional]} and {@code <rule>}. The same text is the grammar of the recogniser.
 */
final class Phrase {
  private static final Pattern TOKEN = Pattern.compile("<([a-z_]+)>|[()|\\[\\]]|[a-z']+");

  private final Pattern pattern;

  private Phrase(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * A phrase.
   *
   * @param rules what each name in angle brackets stands for
   */
  static Phrase of(String jsgf, Map<String, String> rules) {
    return new Phrase(Pattern.compile("\\s*(?:" + expression(jsgf, rules, true) + ")"));
  }

  private static String expression(String jsgf, Map<String, String> rules, boolean isNamed) {
    StringBuilder expression = new StringBuilder();
    Matcher token = TOKEN.matcher(jsgf);
    while (token.find()) {
      String rule = token.group(1);
      if (rule != null) {
        String open =
            isNamed && !expression.toString().contains("?<" + rule + ">")
                ? "(?<" + rule + ">"
                : "(?:";
        expression.append(open).append(expression(rules.get(rule), rules, false)).append(')');
      } else {
        expression.append(
            switch (token.group()) {
              case "(", "[" -> "(?:";
              case ")" -> ")";
              case "]" -> ")?";
              case "|" -> "|";
              default -> token.group() + "\\b\\s*";
            });
      }
    }
    return expression.toString();
  }

  /** What its rules stand for in a text that is this phrase as a whole; empty: it is not. */
  Optional<Map<String, String>> match(String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    Matcher name = Pattern.compile("\\?<([a-z_]+)>").matcher(pattern.pattern());
    while (name.find()) {
      String value = matcher.group(name.group(1));
      values.put(name.group(1), value == null ? "" : value.strip());
    }
    return Optional.of(values);
  }
}
