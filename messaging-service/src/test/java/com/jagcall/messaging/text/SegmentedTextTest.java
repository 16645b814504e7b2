package com.jagcall.messaging.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentedTextTest {

  private static final String EMOJI = "😀";

  // The tables of TS 23.038, written down a second time, as pairs, so that a slip in one shows.
  private static final String GSM_CHARACTERS =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENDED_CHARACTERS = "\f^{}\\[~]|€";

  @Property
  void anyText_comesBackFromItsParts(
      @ForAll("texts") String text, @ForAll @IntRange(max = 1000) int seed) {
    assertEquals(wellFormed(text), reassembled(SegmentedText.of(text), seed));
  }

  @Property
  void anyText_fitsItsSegments(@ForAll("texts") String text) {
    SegmentedText segmented = SegmentedText.of(text);
    boolean isSingle = segmented.segments().size() == 1;
    int limit =
        segmented.encoding() == Encoding.GSM7 ? (isSingle ? 160 : 153) : (isSingle ? 140 : 134);
    for (Segment segment : segmented.segments()) {
      assertTrue(segment.userData().length <= limit);
      assertEquals(segmented.segments().size(), segment.total());
      // Each part alone is whole characters.
      assertTrue(
          !partText(segmented, segment).contains("\uFFFD") || wellFormed(text).contains("\uFFFD"));
    }
  }

  @Property
  void gsmText_ofPlainCharacters_takesExactlyTheTablesCount(
      @ForAll @IntRange(min = 1, max = 1600) int length) {
    SegmentedText segmented = SegmentedText.of("a".repeat(length));
    assertEquals(Encoding.GSM7, segmented.encoding());
    assertEquals(length <= 160 ? 1 : (length + 152) / 153, segmented.segments().size());
  }

  @Property
  void ucs2Text_ofPlainCharacters_takesExactlyTheTablesCount(
      @ForAll @IntRange(min = 1, max = 1600) int length) {
    SegmentedText segmented = SegmentedText.of("я".repeat(length));
    assertEquals(Encoding.UCS2, segmented.encoding());
    assertEquals(length <= 70 ? 1 : (length + 66) / 67, segmented.segments().size());
  }

  @ParameterizedTest
  @CsvSource({
    // before, character, after, segments
    "160, '', 0, 1",
    "161, '', 0, 2",
    "306, '', 0, 2",
    "307, '', 0, 3",
    "459, '', 0, 3",
    "460, '', 0, 4",
    "158, €, 0, 1",
    "159, €, 0, 2",
    "0, €, 158, 1",
    "0, €, 159, 2",
    // At the edge the pair moves to the next part, whose room it takes: 152 + 153.
    "152, €, 152, 3",
    "152, €, 151, 2",
    "151, €, 153, 2",
    "151, €, 154, 3",
  })
  void gsmSegments_atEveryEdge(int before, String character, int after, int segments) {
    SegmentedText segmented = SegmentedText.of("a".repeat(before) + character + "b".repeat(after));
    assertEquals(Encoding.GSM7, segmented.encoding());
    assertEquals(segments, segmented.segments().size());
  }

  @ParameterizedTest
  @CsvSource({
    "70, '', 0, 1", "71, '', 0, 2", "134, '', 0, 2", "135, '', 0, 3", "201, '', 0, 3",
        "202, '', 0, 4",
    "68, 😀, 0, 1", "69, 😀, 0, 2", "66, 😀, 65, 2", "66, 😀, 66, 3", "65, 😀, 67, 2",
        "65, 😀, 68, 3",
  })
  void ucs2Segments_atEveryEdge(int before, String character, int after, int segments) {
    SegmentedText segmented = SegmentedText.of("я".repeat(before) + character + "ю".repeat(after));
    assertEquals(Encoding.UCS2, segmented.encoding());
    assertEquals(segments, segmented.segments().size());
  }

  @Test
  void eightyEuroSigns_fillOneMessage_andEightyOneTakeTwo() {
    assertEquals(1, SegmentedText.of("€".repeat(80)).segments().size());
    List<Segment> two = SegmentedText.of("€".repeat(81)).segments();
    assertEquals(2, two.size());
    assertEquals(152, two.get(0).userData().length);
  }

  @Test
  void everyCharacterOfTheTables_isGsm_andNoOtherIs() {
    for (int character = 0; character <= 0xFFFF; character++) {
      String text = String.valueOf((char) character);
      boolean isExpected = GSM_CHARACTERS.contains(text) || EXTENDED_CHARACTERS.contains(text);
      assertEquals(
          isExpected ? Encoding.GSM7 : Encoding.UCS2,
          SegmentedText.of(text).encoding(),
          () -> text);
    }
  }

  @Test
  void codes_areThoseOfTheStandard() {
    assertArrayEquals(
        new byte[] {
          0x00, 0x02, 0x1B, 0x65, 0x09, 0x10, 0x24, 0x40, 0x5F, 0x60, 0x7B, 0x7F, 0x1B, 0x0A
        },
        SegmentedText.of("@$€ÇΔ¤¡§¿äà\f").segments().get(0).userData());
  }

  @Test
  void halfOfASurrogatePair_becomesTheReplacementCharacter() {
    byte[] expected = "a\uFFFDb".getBytes(StandardCharsets.UTF_16BE);
    assertArrayEquals(expected, SegmentedText.of("a\uD83Db").segments().get(0).userData());
    assertArrayEquals(expected, SegmentedText.of("a\uDE00b").segments().get(0).userData());
  }

  @Test
  void emptyText_isOneEmptySegment() {
    assertEquals(1, SegmentedText.of("").segments().size());
    assertEquals("", reassembled(SegmentedText.of(""), 1));
  }

  @Test
  void moreThan255Segments_areRefused() {
    assertEquals(255, SegmentedText.of("a".repeat(255 * 153)).segments().size());
    assertThrows(IllegalArgumentException.class, () -> SegmentedText.of("a".repeat(255 * 153 + 1)));
  }

  /** Text as people write it, characters of all planes, and halves of pairs. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> gsm =
        Arbitraries.strings().withChars(GSM_CHARACTERS + EXTENDED_CHARACTERS).ofMaxLength(700);
    Arbitrary<String> mostlyEscapes =
        Arbitraries.strings().withChars("€[]a").ofMinLength(70).ofMaxLength(400);
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(400);
    Arbitrary<String> mostlyPairs =
        Arbitraries.of(EMOJI, "я", "a", "\uD83D", "\uDE00")
            .list()
            .ofMaxSize(300)
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(gsm, mostlyEscapes, any, mostlyPairs);
  }

  private static String reassembled(SegmentedText text, int seed) {
    List<ReceivedPart> parts = new ArrayList<>();
    text.segments().forEach(segment -> parts.add(part(text, segment)));
    Collections.shuffle(parts, new Random(seed));
    return Reassembly.text(parts);
  }

  private static String partText(SegmentedText text, Segment segment) {
    return Reassembly.text(List.of(part(text, segment)));
  }

  private static ReceivedPart part(SegmentedText text, Segment segment) {
    Alphabet alphabet = text.encoding() == Encoding.GSM7 ? Alphabet.GSM7 : Alphabet.UCS2;
    return new ReceivedPart(segment.number(), alphabet, segment.userData());
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
  }
}
