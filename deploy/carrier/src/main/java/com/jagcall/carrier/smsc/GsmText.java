package com.jagcall.carrier.smsc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The text of short messages: GSM 03.38 (3GPP TS 23.038), one septet to an octet, or UTF-16. */
final class GsmText {

  private static final int ESCAPE = 0x1B;
  private static final int UCS2 = 8;
  private static final int LATIN1 = 3;

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENSION = "\f^{}\\[~]|€";
  private static final String EXTENSION_CODES = "\n\u0014()/<=>@e";

  private GsmText() {}

  static String read(byte[] data, int dataCoding) {
    return switch (dataCoding) {
      case UCS2 -> new String(data, StandardCharsets.UTF_16BE);
      case LATIN1 -> new String(data, StandardCharsets.ISO_8859_1);
      default -> readSeptets(data);
    };
  }

  private static String readSeptets(byte[] data) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < data.length; i++) {
      int code = data[i] & 0x7F;
      if (code == ESCAPE && i + 1 < data.length) {
        int extended = EXTENSION_CODES.indexOf(data[++i] & 0x7F);
        text.append(extended < 0 ? ' ' : EXTENSION.charAt(extended));
      } else {
        text.append(BASIC.charAt(code));
      }
    }
    return text.toString();
  }

  /** Null when a character is not in the alphabet. */
  static byte[] septets(String text) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (char character : text.toCharArray()) {
      int code = BASIC.indexOf(character);
      int extended = EXTENSION.indexOf(character);
      if (code >= 0) {
        data.write(code);
      } else if (extended >= 0) {
        data.write(ESCAPE);
        data.write(EXTENSION_CODES.charAt(extended));
      } else {
        return null;
      }
    }
    return data.toByteArray();
  }
}
