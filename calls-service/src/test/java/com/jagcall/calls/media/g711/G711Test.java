package com.jagcall.calls.media.g711;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * Against the values of ITU-T G.711, tables 1 and 2, and the arithmetic of its reference software
 * (G.191).
 */
class G711Test {
  /**
   * The decoder's outputs of table 2a (µ-law, positive), on a scale of 8031, by segment: first
   * value and step.
   */
  private static final int[][] ULAW = {
    {0, 2}, {33, 4}, {99, 8}, {231, 16}, {495, 32}, {1023, 64}, {2079, 128}, {4191, 256}
  };

  /** The same of table 1a (A-law, positive), on a scale of 4032. */
  private static final int[][] ALAW = {
    {1, 2}, {33, 2}, {66, 4}, {132, 8}, {264, 16}, {528, 32}, {1056, 64}, {2112, 128}
  };

  @Test
  void everyUlawCode_isTheValueOfTheTable() {
    for (int segment = 0; segment < 8; segment++) {
      for (int step = 0; step < 16; step++) {
        int value = (ULAW[segment][0] + step * ULAW[segment][1]) * 4;
        int code = ~(segment << 4 | step);
        assertEquals(value, Ulaw.decode((byte) (code | 0x80)));
        assertEquals(-value, Ulaw.decode((byte) (code & 0x7F)));
      }
    }
  }

  @Test
  void everyAlawCode_isTheValueOfTheTable() {
    for (int segment = 0; segment < 8; segment++) {
      for (int step = 0; step < 16; step++) {
        int value = (ALAW[segment][0] + step * ALAW[segment][1]) * 8;
        int code = (segment << 4 | step) ^ 0x55;
        assertEquals(value, Alaw.decode((byte) (code | 0x80)));
        assertEquals(-value, Alaw.decode((byte) (code & 0x7F)));
      }
    }
  }

  @Test
  void everyCode_survivesDecodingAndEncoding() {
    for (int code = -128; code < 128; code++) {
      assertEquals((byte) code, Alaw.encode(Alaw.decode((byte) code)));
      // Of the two zeros of µ-law only one can come back.
      int expected = code == 0x7F ? Ulaw.SILENCE : code;
      assertEquals((byte) expected, Ulaw.encode(Ulaw.decode((byte) code)));
    }
  }

  @Test
  void everySample_isCodedAsTheReferenceSoftwareDoes() {
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      assertEquals(referenceUlaw((short) sample), Ulaw.encode((short) sample), "µ " + sample);
      assertEquals(referenceAlaw((short) sample), Alaw.encode((short) sample), "A " + sample);
    }
  }

  @Test
  void silence_isZeroAndNextToZero() {
    assertEquals(0, Ulaw.decode(Ulaw.SILENCE));
    assertEquals(8, Alaw.decode(Alaw.SILENCE));
    assertEquals(Ulaw.SILENCE, Ulaw.encode((short) 0));
    assertEquals(Alaw.SILENCE, Alaw.encode((short) 0));
  }

  /** ulaw_compress of G.191, after its text. */
  private static byte referenceUlaw(short sample) {
    int absolute = sample < 0 ? ((~sample) >> 2) + 33 : (sample >> 2) + 33;
    absolute = Math.min(absolute, 0x1FFF);
    int segment = 1;
    for (int i = absolute >> 6; i != 0; i >>= 1) {
      segment++;
    }
    int high = 0x08 - segment;
    int low = 0x0F - (absolute >> segment & 0x0F);
    int code = high << 4 | low;
    return (byte) (sample >= 0 ? code | 0x80 : code);
  }

  /** alaw_compress of G.191, after its text. */
  private static byte referenceAlaw(short sample) {
    int value = sample < 0 ? (~sample) >> 4 : sample >> 4;
    if (value > 15) {
      int exponent = 1;
      while (value > 16 + 15) {
        value >>= 1;
        exponent++;
      }
      value = value - 16 + (exponent << 4);
    }
    if (sample >= 0) {
      value |= 0x80;
    }
    return (byte) (value ^ 0x55);
  }
}
