package com.jagcall.messaging.text;

import java.util.Arrays;

/**
 * The GSM 7-bit default alphabet and its extension table: 3GPP TS 23.038 sections 6.2.1 and
 * 6.2.1.1. Septets stand one to an octet. Nothing is replaced by a look-alike: what is in neither
 * table is not in the alphabet.
 */
final class GsmAlphabet {

  static final byte ESCAPE = 0x1B;

  /** What {@link #septets} answers for a character that is in neither table. */
  static final int NOT_IN_ALPHABET = -1;

  /**
   * The basic table in the order of its codes; the escape's place is held by a character that is
   * not in it.
   */
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅå"
          + "Δ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ"
          + " !\"#¤%&'()*+,-./"
          + "0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNO"
          + "PQRSTUVWXYZÄÖÑÜ§"
          + "¿abcdefghijklmno"
          + "pqrstuvwxyzäöñüà";

  private static final String EXTENSION = "\f^{}\\[~]|€";
  private static final byte[] EXTENSION_CODES = {
    0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
  };

  /** Above that no character of either table: the euro sign is the last. */
  private static final int LAST_CHARACTER = '€';

  /** By character: the septet, with {@link #EXTENDED} if an escape goes before it. */
  private static final short[] CODES = new short[LAST_CHARACTER + 1];

  private static final char[] EXTENDED_CHARACTERS = new char[128];
  private static final int EXTENDED = 0x100;

  static {
    Arrays.fill(CODES, (short) NOT_IN_ALPHABET);
    for (int code = 0; code < BASIC.length(); code++) {
      if (code != ESCAPE) {
        CODES[BASIC.charAt(code)] = (short) code;
      }
    }
    for (int i = 0; i < EXTENSION_CODES.length; i++) {
      CODES[EXTENSION.charAt(i)] = (short) (EXTENDED | EXTENSION_CODES[i]);
      EXTENDED_CHARACTERS[EXTENSION_CODES[i]] = EXTENSION.charAt(i);
    }
  }

  private GsmAlphabet() {}

  /** How many septets a character takes: 1, 2 (with the escape) or {@link #NOT_IN_ALPHABET}. */
  static int septets(char character) {
    int code = code(character);
    if (code == NOT_IN_ALPHABET) {
      return NOT_IN_ALPHABET;
    }
    return code < EXTENDED ? 1 : 2;
  }

  /**
   * Writes a character that is in the alphabet.
   *
   * @return where the next one goes
   */
  static int write(char character, byte[] septets, int at) {
    int code = code(character);
    int next = at;
    if (code >= EXTENDED) {
      septets[next++] = ESCAPE;
    }
    septets[next++] = (byte) (code & 0x7F);
    return next;
  }

  private static int code(char character) {
    return character > LAST_CHARACTER ? NOT_IN_ALPHABET : CODES[character];
  }

  /**
   * Reads septets, whose eighth bit is left out of account. As the tables tell a receiver to: an
   * escape before a code that the extension table does not have shows the basic table's character,
   * and an escape before another or before nothing shows a space.
   */
  static String read(byte[] septets) {
    StringBuilder text = new StringBuilder(septets.length);
    for (int i = 0; i < septets.length; i++) {
      int code = septets[i] & 0x7F;
      if (code != ESCAPE) {
        text.append(BASIC.charAt(code));
      } else if (++i < septets.length) {
        text.append(readExtended(septets[i] & 0x7F));
      } else {
        text.append(' ');
      }
    }
    return text.toString();
  }

  private static char readExtended(int code) {
    if (code == ESCAPE) {
      return ' ';
    }
    return EXTENDED_CHARACTERS[code] != 0 ? EXTENDED_CHARACTERS[code] : BASIC.charAt(code);
  }
}
