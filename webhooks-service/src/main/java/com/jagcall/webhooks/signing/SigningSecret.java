package com.jagcall.webhooks.signing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret of Standard Webhooks: {@code whsec_} and 32 random bytes in base64. */
public final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final byte[] bytes;
  private final Mac mac;

  SigningSecret(byte[] bytes) {
    this.bytes = bytes.clone();
    this.mac = mac(bytes);
  }

  private static Mac mac(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }

  /** A MAC under this secret, for one use: copied, since making one costs more than its use. */
  Mac mac() {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      return mac(bytes);
    }
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
