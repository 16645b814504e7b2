package com.jagcall.calls.listening;

/**
 * What somebody said.
 *
 * @param text empty: nothing that could be understood
 * @param startMillis when the first word began, from the beginning of the turn's audio
 * @param endMillis when the last word ended
 * @param confidence from 0 to 1; NaN: the engine does not say
 */
public record Recognised(String text, long startMillis, long endMillis, double confidence) {
  /** Nothing that could be understood. */
  public static final Recognised NOTHING = new Recognised("", 0, 0, 0);

  public boolean isEmpty() {
    return text.isBlank();
  }
}
