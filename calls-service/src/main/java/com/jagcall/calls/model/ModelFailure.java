package com.jagcall.calls.model;

/**
 * Why there is no answer, or no end of it.
 *
 * @param message for a log: holds no text of the customer and no key
 */
public record ModelFailure(Cause cause, String message) {
  /** What went wrong. */
  public enum Cause {
    /** No answer within the time. */
    TIMEOUT,
    /** Too many requests (429), or the provider is out of order (5xx). */
    OVERLOADED,
    /** The provider refused: key, model, request. */
    REFUSED,
    /** The connection broke, or the answer made no sense. */
    BROKEN
  }
}
