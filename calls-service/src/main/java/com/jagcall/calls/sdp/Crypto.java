package com.jagcall.calls.sdp;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** An {@code a=crypto} line (RFC 4568 9.1). */
record Crypto(int tag, CryptoKey key) {
  private static final String INLINE = "inline:";

  /**
   * What the line says; empty when we cannot do it: another suite, a master key identifier (it
   * makes packets longer), several keys, or a session parameter (RFC 4568 6.3: an unknown one
   * forbids the line).
   */
  static Optional<Crypto> of(String value) {
    String[] parts = value.split("\\s+");
    if (parts.length != 3) {
      return Optional.empty();
    }
    int tag = Numbers.parse(parts[0]);
    Optional<CryptoSuite> suite = CryptoSuite.named(parts[1]);
    String parameters = parts[2];
    if (tag < 0
        || suite.isEmpty()
        || !parameters.toLowerCase(Locale.ROOT).startsWith(INLINE)
        || parameters.indexOf(';') >= 0) {
      return Optional.empty();
    }
    String[] fields = parameters.substring(INLINE.length()).split("\\|", -1);
    // Behind the key stand a lifetime, longer than any call, and an identifier, known by its colon.
    for (int i = 1; i < fields.length; i++) {
      if (fields[i].indexOf(':') >= 0) {
        return Optional.empty();
      }
    }
    return decoded(fields[0]).map(bytes -> new Crypto(tag, new CryptoKey(suite.get(), bytes)));
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == CryptoKey.LENGTH ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The line's value. */
  String written() {
    return tag
        + " "
        + key.suite()
        + " "
        + INLINE
        + Base64.getEncoder().encodeToString(key.keyAndSalt());
  }
}
