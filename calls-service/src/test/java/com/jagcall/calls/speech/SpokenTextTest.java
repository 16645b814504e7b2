package com.jagcall.calls.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<speak>Hello <break time=\"5s\"/> you</speak> | Hello you",
        "<!-- no --><audio src='http://x/y.wav'/>text | text",
        "1 < 2 and 3 > 2 | 1 < 2 and 3 > 2",
        "**bold** and `code` __here__ | bold and code here",
        "press * or # | press * or #",
        "{\"json\": true} | {\"json\": true}",
        "{{name}} | {{name}}"
      })
  void markup_isNotSaid(String text, String said) {
    assertEquals(said, SpokenText.of(text, 1000));
  }

  @Test
  void controlCharactersAndEmoji_areSpace() {
    assertEquals(
        "a b c\nd e",
        SpokenText.of("a\u0000\u0007b \ud83d\ude00\u200d c\r\n\n \u001b d\ud800e", 100));
    assertEquals("caf\u00e9", SpokenText.of("cafe\u0301", 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "...", "<break/>", "\ud83d\ude00", "\u0000"})
  void nothingToSay_isEmpty(String text) {
    assertEquals("", SpokenText.of(text, 100));
  }

  @Test
  void aHundredKilobytes_areCutBehindAWord() {
    String text = SpokenText.of("some words and ".repeat(7000), 5000);
    assertTrue(text.length() <= 5000 && text.length() > 4900);
    assertTrue(text.matches(".*(some|words|and)"), text.substring(4900));
    assertEquals(5000, SpokenText.of("x".repeat(100_000), 5000).length());
    assertTrue(SpokenText.of("<x".repeat(50_000), 5000).length() <= 5000);
  }

  @Property
  void whateverComes_isBoundedAndHasNoControlCharacter(
      @ForAll String text, @ForAll @IntRange(min = 10, max = 200) int limit) {
    String said = SpokenText.of(text, limit);
    assertTrue(said.length() <= limit);
    assertFalse(said.chars().anyMatch(c -> c < ' ' && c != '\n' || c == 0x7f));
  }
}
