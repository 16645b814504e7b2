package com.jagcall.calls.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpokenTextTest {
  private static final int SECOND = 8_000;

  @Test
  void cutSentence_keepsTheWordsThatWereHeard() {
    SpokenText text = new SpokenText();
    text.sentence("Hello there.");
    text.sound(SECOND);
    text.sentence("This is the reception of Dr. Grey.");
    text.sound(2 * SECOND);
    assertEquals("", text.heard(0));
    assertEquals("Hello", text.heard(500));
    assertEquals("Hello there.", text.heard(1_000));
    assertEquals("Hello there. This is the", text.heard(2_000));
    assertEquals("Hello there. This is the reception of Dr. Grey.", text.heard(3_000));
    assertEquals("Hello there. This is the reception of Dr. Grey.", text.heard(9_000));
  }

  @Test
  void soundThatSaysNothing_isNoText() {
    SpokenText text = new SpokenText();
    text.sound(SECOND);
    assertEquals("", text.heard(5_000));
  }
}
