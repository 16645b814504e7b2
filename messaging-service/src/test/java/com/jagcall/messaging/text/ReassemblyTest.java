package com.jagcall.messaging.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReassemblyTest {

  @Test
  void characterCutInTwo_isReadWhole() {
    byte[] emoji = "😀".getBytes(UTF_16BE);
    assertEquals(
        "😀",
        Reassembly.text(
            List.of(
                part(2, Alphabet.UCS2, Arrays.copyOfRange(emoji, 2, 4)),
                part(1, Alphabet.UCS2, Arrays.copyOf(emoji, 2)))));
    assertEquals(
        "€",
        Reassembly.text(
            List.of(
                part(1, Alphabet.GSM7, new byte[] {0x1B}),
                part(2, Alphabet.GSM7, new byte[] {0x65}))));
  }

  @Test
  void missingPart_leavesNoStrayCharacter() {
    assertEquals(
        "\uFFFDb",
        Reassembly.text(
            List.of(
                part(1, Alphabet.UCS2, new byte[] {(byte) 0xD8, 0x3D}),
                part(3, Alphabet.UCS2, "b".getBytes(UTF_16BE)))));
  }

  @Test
  void partsInDifferentAlphabets_areReadEachInItsOwn() {
    assertEquals(
        "aяé",
        Reassembly.text(
            List.of(
                part(1, Alphabet.GSM7, new byte[] {0x61}),
                part(2, Alphabet.UCS2, "я".getBytes(UTF_16BE)),
                part(3, Alphabet.LATIN1, "é".getBytes(ISO_8859_1)))));
  }

  @Test
  void repeatedPart_countsOnce() {
    ReceivedPart part = part(1, Alphabet.ASCII, new byte[] {'a'});
    assertEquals("a", Reassembly.text(List.of(part, part)));
  }

  @Test
  void unknownExtension_showsTheBasicCharacter_andALoneEscapeASpace() {
    assertEquals("A", gsm(0x1B, 0x41));
    assertEquals(" ", gsm(0x1B, 0x1B));
    assertEquals("a ", gsm(0x61, 0x1B));
  }

  @Test
  void packing_isThatOfTheStandard() {
    byte[] hellohello = "hellohello".getBytes(ISO_8859_1);
    byte[] packed = {
      (byte) 0xE8, 0x32, (byte) 0x9B, (byte) 0xFD, 0x46, (byte) 0x97, (byte) 0xD9, (byte) 0xEC, 0x37
    };
    assertArrayEquals(packed, GsmPacking.pack(hellohello, 0));
    assertArrayEquals(hellohello, GsmPacking.unpack(packed, 0));
  }

  @Property
  void packedSeptets_comeBack(
      @ForAll @Size(max = 160) byte[] octets, @ForAll @IntRange(max = 6) int fillBits) {
    byte[] septets = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      // Without @: at the very end it cannot be told from filling.
      septets[i] = (byte) Math.max(octets[i] & 0x7F, 1);
    }
    assertArrayEquals(septets, GsmPacking.unpack(GsmPacking.pack(septets, fillBits), fillBits));
  }

  private static String gsm(int... septets) {
    byte[] data = new byte[septets.length];
    for (int i = 0; i < septets.length; i++) {
      data[i] = (byte) septets[i];
    }
    return Reassembly.text(List.of(part(1, Alphabet.GSM7, data)));
  }

  private static ReceivedPart part(int number, Alphabet alphabet, byte[] data) {
    return new ReceivedPart(number, alphabet, data);
  }
}
