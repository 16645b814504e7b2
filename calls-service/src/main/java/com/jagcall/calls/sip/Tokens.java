package com.jagcall.calls.sip;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Tags and Call-IDs that nobody can guess. */
final class Tokens {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  static String random() {
    byte[] bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
