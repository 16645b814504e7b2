package com.jagcall.calls.dialogue;

import java.util.Locale;
import java.util.Set;

/** What a listener says without wanting to speak: "uh-huh", "okay", "I see". */
final class BackChannel {
  private static final int MAX_WORDS = 4;

  /** Of several languages at once: none of these words is an interruption in another. */
  private static final Set<String> WORDS =
      Set.of(
          "uh",
          "huh",
          "uhhuh",
          "uh-huh",
          "mm",
          "mhm",
          "mm-hmm",
          "mmhmm",
          "hm",
          "hmm",
          "um",
          "ah",
          "aha",
          "oh",
          "ok",
          "okay",
          "yeah",
          "yes",
          "yep",
          "yup",
          "right",
          "sure",
          "i",
          "see",
          "good",
          "great",
          "ja",
          "genau",
          "gut",
          "oui",
          "bien",
          "si",
          "s\u00ed",
          "vale",
          "claro",
          "d'accord");

  private static final Set<String> NEVER_ALONE = Set.of("i", "see");

  private BackChannel() {}

  /** Whether that is all of it. Something that was not understood is none. */
  static boolean is(String text) {
    String[] words =
        text.toLowerCase(Locale.ROOT).replaceAll("[.,!?;:]", " ").strip().split("\\s+");
    if (words[0].isEmpty() || words.length > MAX_WORDS) {
      return false;
    }
    for (String word : words) {
      if (!WORDS.contains(word)) {
        return false;
      }
    }
    return words.length > 1 || !NEVER_ALONE.contains(words[0]);
  }

  /** Whether more words may still make one of it. */
  static boolean mayBecome(String text) {
    return is(text) || NEVER_ALONE.contains(text.toLowerCase(Locale.ROOT).strip());
  }
}
