package com.jagcall.webhooks.dispatch;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The first KiB of an answer, as text that can be shown and stored. */
final class AnswerStart {
  private static final int MAX_BYTES = 1024;

  private final Buffer bytes = Buffer.buffer();
  private long length;

  /** Answers how many bytes there were so far. */
  long add(Buffer piece) {
    int room = MAX_BYTES - bytes.length();
    if (room > 0) {
      bytes.appendBuffer(piece.slice(0, Math.min(room, piece.length())));
    }
    length += piece.length();
    return length;
  }

  /**
   * Null when there was nothing. What is no text, and what would move a terminal or turn the
   * direction of the text around it, is replaced.
   */
  String text() {
    if (bytes.length() == 0) {
      return null;
    }
    String text = new String(bytes.getBytes(), StandardCharsets.UTF_8);
    return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\n\t]]", "\uFFFD").strip();
  }
}
