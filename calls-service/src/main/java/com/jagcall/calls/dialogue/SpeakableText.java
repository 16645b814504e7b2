package com.jagcall.calls.dialogue;

import com.jagcall.calls.speech.Sentences;
import java.util.List;

/**
 * A model's stream as sentences to be spoken. What a telephone cannot say is left out: control
 * characters, and the marks with which models decorate text.
 */
final class SpeakableText {
  private static final String MARKS = "*_#`~|<>";

  /** Whoever waits for an answer hears its first word sooner, however short the sentence. */
  private final Sentences sentences = new Sentences(1);

  /** Takes a piece; gives the sentences that it completes. */
  List<String> add(String piece) {
    StringBuilder clean = new StringBuilder(piece.length());
    piece.codePoints().map(SpeakableText::speakable).forEach(clean::appendCodePoint);
    return sentences.add(clean.toString()).stream().map(SpeakableText::oneSpaced).toList();
  }

  /** There is no more: gives what is left. */
  List<String> finish() {
    return sentences.end().stream().map(SpeakableText::oneSpaced).toList();
  }

  private static String oneSpaced(String sentence) {
    return sentence.replaceAll("\\s+", " ");
  }

  private static int speakable(int c) {
    return Character.isISOControl(c)
            || Character.getType(c) == Character.FORMAT
            || Character.getType(c) == Character.SURROGATE
            || MARKS.indexOf(c) >= 0
        ? ' '
        : c;
  }
}
