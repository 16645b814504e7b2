package com.jagcall.common.credential;

import com.jagcall.common.id.Base62;
import com.jagcall.common.id.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * An API key: {@code jc_live_} or {@code jc_test_}, 32 base62 characters, and 6 base62 characters
 * of the CRC-32 (IEEE 802.3) of all that stands before them.
 *
 * <p>The first 8 of the 32 are the organization's random tag, so that the credential and its rate
 * limits share one slot of a Redis Cluster before the key has been looked up; the other 24 are
 * random (142 bits). The checksum lets a mistyped or made-up key be refused with no look-up.
 */
public final class ApiKey {
  public static final int TAG_LENGTH = 8;
  private static final int SECRET_LENGTH = 24;
  private static final int CHECKSUM_LENGTH = 6;
  private static final String START = "jc_";
  private static final int PREFIX_LENGTH = 8;
  private static final int LENGTH = PREFIX_LENGTH + TAG_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH;

  private final String text;
  private final Mode mode;

  private ApiKey(String text, Mode mode) {
    this.text = text;
    this.mode = mode;
  }

  /** A new key of the organization with this tag (8 base62 characters). */
  public static ApiKey generate(Mode mode, String organizationTag) {
    if (organizationTag.length() != TAG_LENGTH || !Base62.matches(organizationTag)) {
      throw new IllegalArgumentException("an organization's tag is 8 base62 characters");
    }
    String body = START + mode.wire() + "_" + organizationTag + Ids.base62(SECRET_LENGTH);
    return new ApiKey(body + checksum(body), mode);
  }

  /** Reads a key; empty when it is malformed or its checksum is wrong. */
  public static Optional<ApiKey> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    Mode mode;
    if (text.startsWith("jc_live_")) {
      mode = Mode.LIVE;
    } else if (text.startsWith("jc_test_")) {
      mode = Mode.TEST;
    } else {
      return Optional.empty();
    }
    String body = text.substring(0, LENGTH - CHECKSUM_LENGTH);
    if (!Base62.matches(body.substring(PREFIX_LENGTH)) || !text.endsWith(checksum(body))) {
      return Optional.empty();
    }
    return Optional.of(new ApiKey(text, mode));
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return Base62.encode(crc.getValue(), CHECKSUM_LENGTH);
  }

  /** The secret itself: shown once, sent in requests, never stored and never logged. */
  public String text() {
    return text;
  }

  public Mode mode() {
    return mode;
  }

  public String organizationTag() {
    return text.substring(PREFIX_LENGTH, PREFIX_LENGTH + TAG_LENGTH);
  }

  /** What may be shown to recognize the key by: {@code jc_live_} and the next four characters. */
  public String prefix() {
    return text.substring(0, PREFIX_LENGTH + 4);
  }

  public String lastFour() {
    return text.substring(LENGTH - 4);
  }

  /** What is stored: SHA-256 of the whole key, in lower-case hexadecimal. */
  public String sha256() {
    return sha256(text);
  }

  /** SHA-256 of a text's UTF-8 form, in lower-case hexadecimal. */
  public static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Shows nothing that a log must not hold. */
  @Override
  public String toString() {
    return prefix() + "…" + lastFour();
  }
}
