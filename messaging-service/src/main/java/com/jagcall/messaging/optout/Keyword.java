package com.jagcall.messaging.optout;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words with which whoever has a telephone says whether they want messages. */
public enum Keyword {
  STOP,
  START,
  HELP;

  private static final int LONGEST = 64;

  private static final Map<String, Keyword> WORDS =
      Map.ofEntries(
          Map.entry("STOP", STOP),
          Map.entry("STOPALL", STOP),
          Map.entry("UNSUBSCRIBE", STOP),
          Map.entry("CANCEL", STOP),
          Map.entry("END", STOP),
          Map.entry("QUIT", STOP),
          Map.entry("REVOKE", STOP),
          Map.entry("OPTOUT", STOP),
          Map.entry("START", START),
          Map.entry("UNSTOP", START),
          Map.entry("HELP", HELP));

  /**
   * The keyword that a message is, in any case, with spaces and punctuation around it and in it
   * ("Opt-Out", "STOP ALL"). A word among others is none: "please stop by" is no wish to hear no
   * more.
   */
  public static Optional<Keyword> of(String text) {
    StringBuilder letters = new StringBuilder();
    for (int codePoint : text.codePoints().toArray()) {
      if (Character.isLetterOrDigit(codePoint)) {
        letters.appendCodePoint(codePoint);
      }
      if (letters.length() > LONGEST) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(WORDS.get(letters.toString().toUpperCase(Locale.ROOT)));
  }
}
