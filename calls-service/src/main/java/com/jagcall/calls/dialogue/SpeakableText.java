package com.jagcall.calls.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a model's stream into sentences, so that the first can be spoken while the next is thought.
 * What a telephone cannot say is left out: control characters, and the marks with which models
 * decorate text.
 */
final class Sentences {
  /** No synthesis should wait for, or swallow, more than that. */
  private static final int MAX_LENGTH = 300;

  private static final Set<String> ABBREVIATIONS =
      Set.of("mr", "mrs", "ms", "dr", "st", "prof", "no", "vs", "e.g", "i.e", "a.m", "p.m", "u.s");

  private final StringBuilder text = new StringBuilder();

  /** Takes a piece; gives what it completes. */
  List<String> add(String piece) {
    piece.codePoints().map(Sentences::speakable).forEach(text::appendCodePoint);
    List<String> complete = new ArrayList<>();
    for (int end = end(); end > 0; end = end()) {
      take(end, complete);
    }
    return complete;
  }

  /** There is no more: gives what is left. */
  List<String> finish() {
    List<String> last = new ArrayList<>();
    take(text.length(), last);
    return last;
  }

  private void take(int end, List<String> into) {
    String sentence = text.substring(0, end).replaceAll("\\s+", " ").strip();
    text.delete(0, end);
    if (sentence.codePoints().anyMatch(Character::isLetterOrDigit)) {
      into.add(sentence);
    }
  }

  private static int speakable(int c) {
    return Character.isISOControl(c)
            || Character.getType(c) == Character.FORMAT
            || Character.getType(c) == Character.SURROGATE
            || "*_#`~|<>".indexOf(c) >= 0
        ? ' '
        : c;
  }

  /**
   * Where the first sentence ends: behind its stop, when white space follows; 0: it does not yet.
   */
  private int end() {
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      boolean isStop = ".!?…".indexOf(c) >= 0 && Character.isWhitespace(text.charAt(i + 1));
      if ("\u3002\uff01\uff1f".indexOf(c) >= 0 || isStop && !(c == '.' && isAbbreviation(i))) {
        return i + 1;
      }
    }
    if (text.length() <= MAX_LENGTH) {
      return 0;
    }
    int space = text.lastIndexOf(" ", MAX_LENGTH);
    return space > 0 ? space : MAX_LENGTH;
  }

  private boolean isAbbreviation(int stop) {
    int start = stop;
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start, stop).toLowerCase(Locale.ROOT);
    return ABBREVIATIONS.contains(word) || word.length() == 1 && !word.equals("i");
  }
}
