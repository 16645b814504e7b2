package com.jagcall.calls.media.dtmf;

/** The sixteen keys by their event numbers (RFC 4733 3.2). */
public final class Digits {
  private static final String KEYS = "0123456789*#ABCD";

  private Digits() {}

  /** The key, or 0 when the event is none. */
  static char key(int event) {
    return event < KEYS.length() ? KEYS.charAt(event) : 0;
  }

  /**
   * The event's number; a–d count as A–D.
   *
   * @throws IllegalArgumentException when there is no such key
   */
  public static int event(char key) {
    int event = KEYS.indexOf(Character.toUpperCase(key));
    if (event < 0) {
      throw new IllegalArgumentException("Digits are 0-9, *, #, A-D.");
    }
    return event;
  }
}
