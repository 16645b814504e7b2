package com.jagcall.calls.sip;

/**
 * A stranger's text, made fit for a log line: printable ASCII and at most 100 characters, so that
 * it can forge no line.
 */
final class Printable {

  private static final int CHARACTERS_MAX = 100;

  private Printable() {}

  static String of(String text) {
    if (text == null) {
      return "";
    }
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length() && i < CHARACTERS_MAX; i++) {
      char c = text.charAt(i);
      safe.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return safe.toString();
  }
}
