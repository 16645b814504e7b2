package com.jagcall.webhooks.signing;

import java.security.SecureRandom;
import java.util.Base64;

/** A secret of Standard Webhooks: {@code whsec_} and 32 random bytes in base64. */
public final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  private final byte[] bytes;

  SigningSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A new one. */
  public static SigningSecret generate() {
    byte[] random = new byte[BYTES];
    Source.RANDOM.nextBytes(random);
    return new SigningSecret(random);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** As its owner is shown it, once. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /** Held apart so that a native image seeds it when it runs, not when it is built. */
  private static final class Source {
    static final SecureRandom RANDOM = new SecureRandom();
  }
}
