package com.jagcall.calls.speech;

/**
 * Why a text was not said to its end.
 *
 * @param message for a log: holds no text of the customer and no key
 */
public record SpeechFailure(Cause cause, String message) {
  /** What went wrong. */
  public enum Cause {
    /** No answer, or none within the time. */
    TIMEOUT,
    /** Too many requests, or too many for this deployment. */
    OVERLOADED,
    /** The provider refused: key, model, voice. */
    REFUSED,
    /** The provider or its answer is broken. */
    BROKEN,
    /** Nothing that could be said in the text. */
    NOTHING_TO_SAY
  }
}
