package com.jagcall.calls.summary;

import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import java.util.List;

/**
 * A transcript as a model reads it: a line for each thing that was said. What was said is data from
 * strangers: it is one line whatever is in it, so that nobody speaks lines of somebody else's.
 */
final class SaidText {
  /** Characters that a model is given: about an hour. What is beyond is left out in the middle. */
  private static final int MAX_LENGTH = 60_000;

  private SaidText() {}

  /** Empty when nobody said anything. */
  static String of(List<Segment> segments) {
    StringBuilder lines = new StringBuilder();
    for (Segment segment : segments) {
      String text = line(segment.text());
      if (!text.isEmpty()) {
        lines
            .append(segment.speaker() == Speaker.AGENT ? "Agent: " : "Caller: ")
            .append(text)
            .append('\n');
      }
    }
    return shortened(lines.toString());
  }

  /** Without line breaks and what cannot be seen. */
  static String line(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(isVisible(c) ? c : ' '));
    return clean.toString().strip().replaceAll(" {2,}", " ");
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String shortened(String lines) {
    if (lines.length() <= MAX_LENGTH) {
      return lines;
    }
    int head = lines.lastIndexOf('\n', MAX_LENGTH / 2) + 1;
    int tail = lines.indexOf('\n', lines.length() - MAX_LENGTH / 2) + 1;
    return lines.substring(0, head) + "(…)\n" + lines.substring(tail);
  }
}
