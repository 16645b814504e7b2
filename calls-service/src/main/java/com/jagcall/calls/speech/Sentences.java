package com.jagcall.calls.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes text as it comes, in whatever pieces, and gives it back sentence by sentence, so that the
 * first can be heard while the last is not written yet. Nothing is lost but white space between
 * sentences. Not for several threads.
 */
public final class Sentences {
  /** The longest piece; a longer sentence is divided behind a comma or a word. */
  public static final int MAX_LENGTH = 300;

  /** A shorter one goes together with the next: an engine says "Hi." better with what follows. */
  private static final int MIN_LENGTH = 16;

  private static final String ENDS = ".!?\u2026\u3002\uff01\uff1f";
  private static final String CLOSING = "\"')]}\u201d\u2019\u00bb";
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "no", "inc", "ltd", "co",
          "e.g", "i.e", "a.m", "p.m", "approx", "dept", "ext", "ave", "blvd", "rd");

  private final StringBuilder waiting = new StringBuilder();
  private final int shortest;

  /** Short sentences go together. */
  public Sentences() {
    this(MIN_LENGTH);
  }

  /**
   * Every sentence of so many characters at least is given by itself.
   *
   * @param shortest from 1
   */
  public Sentences(int shortest) {
    this.shortest = shortest;
  }

  /** The sentences of a whole text. */
  public static List<String> of(String text) {
    Sentences sentences = new Sentences();
    List<String> all = new ArrayList<>(sentences.add(text));
    all.addAll(sentences.end());
    return all;
  }

  /** Takes more text; returns the sentences that are complete now. */
  public List<String> add(String text) {
    waiting.append(text);
    List<String> complete = new ArrayList<>();
    int start = 0;
    // The end of a sentence shows in what comes behind it.
    for (int i = 0; i < waiting.length() - 1; i++) {
      if (i + 1 - start >= MAX_LENGTH) {
        int end = divide(start, i + 1);
        give(start, end, complete);
        start = end;
      } else if (isEnd(start, i) && i + 1 - start >= shortest) {
        give(start, i + 1, complete);
        start = i + 1;
      }
    }
    waiting.delete(0, start);
    return complete;
  }

  /** There is no more text; returns the rest. */
  public List<String> end() {
    List<String> complete = new ArrayList<>();
    give(0, waiting.length(), complete);
    waiting.setLength(0);
    return complete;
  }

  private void give(int start, int end, List<String> complete) {
    String sentence = waiting.substring(start, end).replace('\n', ' ').strip();
    if (sentence.codePoints().anyMatch(Character::isLetterOrDigit)) {
      complete.add(sentence);
    }
  }

  /** Whether a sentence that began at {@code start} ends with the character at {@code i}. */
  private boolean isEnd(int start, int i) {
    if (waiting.charAt(i) == '\n') {
      return true;
    }
    int mark = i;
    while (mark > start && CLOSING.indexOf(waiting.charAt(mark)) >= 0) {
      mark--;
    }
    char end = waiting.charAt(mark);
    if (ENDS.indexOf(end) < 0) {
      return false;
    }
    if (end >= '\u3000') {
      return ENDS.indexOf(waiting.charAt(i + 1)) < 0 && CLOSING.indexOf(waiting.charAt(i + 1)) < 0;
    }
    return Character.isWhitespace(waiting.charAt(i + 1))
        && !(end == '.' && mark == i && isAbbreviation(start, mark));
  }

  private boolean isAbbreviation(int start, int dot) {
    int word = dot;
    while (word > start && !Character.isWhitespace(waiting.charAt(word - 1))) {
      word--;
    }
    String text = waiting.substring(word, dot).toLowerCase(Locale.ROOT);
    boolean initial = text.length() == 1 && Character.isLetter(text.charAt(0)) && !text.equals("i");
    return initial || ABBREVIATIONS.contains(text);
  }

  /** Where to divide what is too long: behind a comma, or a word, in its second half. */
  private int divide(int start, int end) {
    int half = start + (end - start) / 2;
    for (int i = end - 1; i > half; i--) {
      if (",;:\u3001\uff0c".indexOf(waiting.charAt(i - 1)) >= 0) {
        return i;
      }
    }
    for (int i = end - 1; i > half; i--) {
      if (Character.isWhitespace(waiting.charAt(i))) {
        return i;
      }
    }
    return Character.isHighSurrogate(waiting.charAt(end - 1)) ? end - 1 : end;
  }
}
