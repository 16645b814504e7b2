package com.jagcall.calls.dialogue;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a call's metadata into an agent's texts: {@code {{name}}} stands for the value of {@code
 * name}. Values come from whoever makes the call and may come from anybody before that: they are
 * put in once, as one line of text, and never looked at again, so that a value neither names
 * another variable nor begins a paragraph of instructions of its own.
 */
public final class PromptTemplate {
  /** What is beyond is cut off. */
  public static final int MAX_LENGTH = 100_000;

  private static final int MAX_VALUE = 500;

  private static final Pattern VARIABLE =
      Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]{1,40})\\s*\\}\\}");

  private PromptTemplate() {}

  /** The text; a variable without a value becomes nothing. */
  public static String fill(String template, Map<String, String> values) {
    Matcher matcher = VARIABLE.matcher(cut(clean(template, true), MAX_LENGTH));
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = values.getOrDefault(matcher.group(1), "");
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value(value)));
    }
    matcher.appendTail(filled);
    return cut(filled.toString(), MAX_LENGTH);
  }

  private static String value(String value) {
    return cut(clean(value, false).replace("{{", "{ {").replace("}}", "} }").strip(), MAX_VALUE);
  }

  /** Without what a log, a terminal or a JSON reader of a provider may stumble over. */
  static String clean(String text, boolean keepsLines) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    text.codePoints().limit(MAX_LENGTH).forEach(c -> clean.appendCodePoint(clean(c, keepsLines)));
    return clean.toString();
  }

  private static int clean(int c, boolean keepsLines) {
    boolean isLine = c == '\n' || c == '\t';
    int type = Character.getType(c);
    boolean isInvisible =
        Character.isISOControl(c)
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR;
    return isInvisible && !(isLine && keepsLines) ? ' ' : c;
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
