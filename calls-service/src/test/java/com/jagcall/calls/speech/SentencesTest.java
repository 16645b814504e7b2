package com.jagcall.calls.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void sentences_areDivided() {
    assertEquals(
        List.of("Hello, this is JagCall.", "How may I help you today?", "Please go ahead!"),
        Sentences.of("Hello, this is JagCall. How may I help you today?  Please go ahead!"));
  }

  @Test
  void abbreviationsNumbersAndInitials_divideNothing() {
    String text = "Dr. J. Smith of Main St. paid 3.14 to Acme Inc. at 5 p.m. on Monday";
    assertEquals(List.of(text), Sentences.of(text));
    assertEquals(
        List.of("It was only you and I.", "And nobody else."),
        Sentences.of("It was only you and I. And nobody else."));
  }

  @Test
  void shortOnes_goWithTheNext() {
    assertEquals(
        List.of("Hi. Yes. It is me, your agent.", "Bye."),
        Sentences.of("Hi. Yes. It is me, your agent. Bye."));
  }

  @Test
  void quotesEllipsesAndOtherScripts_areKnown() {
    assertEquals(
        List.of("She said \"that is all there is.\"", "Well\u2026 that was it then?!"),
        Sentences.of("She said \"that is all there is.\" Well\u2026 that was it then?!"));
    assertEquals(
        List.of(
            "\u3053\u3093\u306b\u3061\u306f\u3053\u3093\u306b\u3061\u306f\u3053\u3093\u306b\u3061\u306f\u3067\u3059\u3002",
            "\u306f\u3044"),
        Sentences.of(
            "\u3053\u3093\u306b\u3061\u306f\u3053\u3093\u306b\u3061\u306f\u3053\u3093\u306b\u3061\u306f\u3067\u3059\u3002\u306f\u3044"));
  }

  @Test
  void aLineEnds_whatHasNoFullStop() {
    assertEquals(
        List.of("What we have for you", "a large pizza with ham"),
        Sentences.of("What we have for you\na large pizza with ham"));
  }

  @Test
  void nothingToSay_isNoSentence() {
    assertEquals(List.of(), Sentences.of(" ... !!! \n ?"));
    assertEquals(List.of(), Sentences.of(""));
  }

  @Test
  void tooLong_isDividedBehindACommaOrAWord() {
    String text = "word ".repeat(40) + "comma, " + "word ".repeat(60);
    List<String> pieces = Sentences.of(text);
    assertTrue(pieces.get(0).endsWith("comma,"), pieces.get(0));
    assertEquals(text.strip(), String.join(" ", pieces));
    assertTrue(Sentences.of("x".repeat(1000)).stream().allMatch(s -> s.length() <= 300));
  }

  @Property
  void whateverThePieces_theSentencesAreTheSame(
      @ForAll String noise, @ForAll @IntRange(min = 1, max = 50) int size) {
    String text = "This is the first sentence. " + noise + " And Mr. X says 3.5! \u2026 Then? Ok";
    Sentences sentences = new Sentences();
    List<String> pieced = new ArrayList<>();
    for (int i = 0; i < text.length(); i += size) {
      pieced.addAll(sentences.add(text.substring(i, Math.min(text.length(), i + size))));
    }
    pieced.addAll(sentences.end());
    assertEquals(Sentences.of(text), pieced);
  }

  @Property
  void noLetterIsLost_andNoPieceTooLong(@ForAll String text) {
    List<String> pieces = Sentences.of(text);
    assertEquals(letters(text), letters(String.join("", pieces)));
    assertTrue(pieces.stream().allMatch(piece -> piece.length() <= Sentences.MAX_LENGTH));
  }

  private static String letters(String text) {
    return text.codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
