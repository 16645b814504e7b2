package com.jagcall.common.id;

/** Digits, upper-case and lower-case letters, in ASCII order. */
public final class Base62 {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Base62() {}

  /** The character that stands for a value from 0 to 61. */
  static char digit(int value) {
    return ALPHABET.charAt(value);
  }

  /**
   * Writes a value with a fixed number of characters, padded with zeros.
   *
   * @param value not negative, and below 62 to the power of {@code length}
   */
  public static String encode(long value, int length) {
    char[] characters = new char[length];
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      characters[i] = digit((int) (rest % 62));
      rest /= 62;
    }
    if (rest != 0 || value < 0) {
      throw new IllegalArgumentException(value + " does not fit " + length + " characters");
    }
    return new String(characters);
  }

  /** Whether every character is one of the sixty-two; true for the empty string. */
  public static boolean matches(CharSequence text) {
    return text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }
}
