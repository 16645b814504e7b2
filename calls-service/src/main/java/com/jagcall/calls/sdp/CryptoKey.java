package com.jagcall.calls.sdp;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A suite with a master key (16 bytes) and master salt (14 bytes), one behind the other. Never
 * shown.
 */
public final class CryptoKey {
  /** Bytes of master key and salt together. */
  public static final int LENGTH = 30;

  private final CryptoSuite suite;
  private final byte[] keyAndSalt;

  public CryptoKey(CryptoSuite suite, byte[] keyAndSalt) {
    if (keyAndSalt.length != LENGTH) {
      throw new IllegalArgumentException("Key and salt have 30 bytes.");
    }
    this.suite = suite;
    this.keyAndSalt = keyAndSalt.clone();
  }

  /** A key that nobody else has. */
  public static CryptoKey random(CryptoSuite suite, SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new CryptoKey(suite, bytes);
  }

  public CryptoSuite suite() {
    return suite;
  }

  public byte[] keyAndSalt() {
    return keyAndSalt.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CryptoKey key
        && key.suite == suite
        && Arrays.equals(key.keyAndSalt, keyAndSalt);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keyAndSalt);
  }

  @Override
  public String toString() {
    return suite + " key";
  }
}
