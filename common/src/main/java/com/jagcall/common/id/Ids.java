package com.jagcall.common.id;

import java.security.SecureRandom;

/** Random identifiers: a prefix that names the kind, and a base62 part that cannot be guessed. */
public final class Ids {
  /** Length of the random part: 95 bits. */
  public static final int RANDOM_LENGTH = 16;

  private Ids() {}

  /** A new identifier such as {@code agt_9x8Kp2mNbV41qLzT}. */
  public static String next(String prefix) {
    return prefix + base62(RANDOM_LENGTH);
  }

  /** Uniformly random base62 characters from the system's secure source. */
  public static String base62(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(Base62.digit(Source.RANDOM.nextInt(62)));
    }
    return text.toString();
  }

  /** Whether a text has the shape of an identifier of this kind: worth asking the database for. */
  public static boolean isShaped(String prefix, String text) {
    return text.length() >= prefix.length() + RANDOM_LENGTH
        && text.length() <= prefix.length() + 64
        && text.startsWith(prefix)
        && Base62.matches(text.substring(prefix.length()));
  }

  /** Held apart so that a native image seeds it when it runs, not when it is built. */
  private static final class Source {
    static final SecureRandom RANDOM = new SecureRandom();
  }
}
