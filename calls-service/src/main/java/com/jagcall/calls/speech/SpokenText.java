package com.jagcall.calls.speech;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Text as it is given to an engine: no markup, nothing that is not said, no more than the limit. So
 * that what a model or a caller wrote is read out, never obeyed.
 */
final class SpokenText {
  private static final Pattern TAG = Pattern.compile("<[/!?A-Za-z][^<>]{0,500}>");
  private static final Pattern MARKDOWN = Pattern.compile("\\*\\*|__|`+|(?m)^#{1,6} ");

  /** Control, format, unassigned and private characters, lone surrogates, emoji. */
  private static final Pattern UNSPOKEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{So}\\p{Sk}&&[^\\n]]");

  private static final Pattern LINES = Pattern.compile("\\s*[\\n\\u2028\\u2029]\\s*");
  private static final Pattern SPACE = Pattern.compile("[^\\S\\n]+");

  private SpokenText() {}

  /**
   * Cleans a text.
   *
   * @param limit characters of the result; cut behind a word
   * @return empty when there is neither a letter nor a digit
   */
  static String of(String text, int limit) {
    // What is far beyond the limit is not even looked at. Tags make a text shorter, but not so
    // much.
    String clean = text.length() > 4 * limit ? text.substring(0, 4 * limit) : text;
    clean = Normalizer.normalize(clean, Normalizer.Form.NFC);
    clean = clean.replace("\r\n", "\n").replace('\r', '\n');
    clean = TAG.matcher(clean).replaceAll(" ");
    clean = MARKDOWN.matcher(clean).replaceAll("");
    clean = UNSPOKEN.matcher(clean).replaceAll(" ");
    clean = LINES.matcher(clean).replaceAll("\n");
    clean = SPACE.matcher(clean).replaceAll(" ").strip();
    return clean.codePoints().anyMatch(Character::isLetterOrDigit) ? cut(clean, limit) : "";
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit;
    while (end > limit / 2 && !Character.isWhitespace(text.charAt(end))) {
      end--;
    }
    if (!Character.isWhitespace(text.charAt(end))) {
      end = Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
    return text.substring(0, end).strip();
  }
}
