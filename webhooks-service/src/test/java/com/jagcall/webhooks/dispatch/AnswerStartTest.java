package com.jagcall.webhooks.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer is shown in a browser and in terminals: nothing in it may take hold of them. */
class AnswerStartTest {
  private static String text(String answer) {
    AnswerStart start = new AnswerStart();
    start.add(Buffer.buffer(answer));
    return start.text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\u001b", "\r", "\u007f", "\u009b", "\u202e", "\u2066", "\ufeff"})
  void controlCharacter_isReplaced(String character) {
    assertEquals("a\uFFFDb", text("a" + character + "b"));
  }

  @Test
  void otherText_staysAsItIs() {
    assertEquals("{\"ok\":\t\"é 漢 😀\"}\nnext", text("{\"ok\":\t\"é 漢 😀\"}\nnext"));
    assertNull(new AnswerStart().text());
  }

  @Test
  void longAnswer_isCutAtAKibibyteHoweverItComes() {
    AnswerStart start = new AnswerStart();
    for (int i = 0; i < 100; i++) {
      start.add(Buffer.buffer("x".repeat(100)));
    }
    assertEquals("x".repeat(1024), start.text());
    assertEquals(10_001, start.add(Buffer.buffer("x")));
  }
}
