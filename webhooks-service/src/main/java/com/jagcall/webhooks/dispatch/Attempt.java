package com.jagcall.webhooks.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * One request, as it went.
 *
 * @param status what was answered, or null when nothing was
 * @param answer the start of the answer's body, or null
 * @param error why it failed, in words for the endpoint's owner; null when it succeeded
 * @param retryAfter when the answer asked to be left alone for so long, or null
 */
record Attempt(
    Instant at,
    String url,
    Integer status,
    int durationMillis,
    String answer,
    String error,
    Duration retryAfter) {
  private static final int GONE = 410;

  /** Nothing can be sent: the event went with its partition. */
  static Attempt notKept(String url) {
    return new Attempt(
        Instant.now(), url, null, 0, null, "not sent: the event is not kept any more", null);
  }

  boolean isSuccess() {
    return error == null;
  }

  /** The endpoint says that it is gone for good. */
  boolean isGone() {
    return status != null && status == GONE;
  }
}
