package com.jagcall.common.guard;

/** A URL that is not called. The message says why, in words for whoever owns the URL. */
public class RefusedTargetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RefusedTargetException(String message) {
    super(message, null, false, false);
  }
}
