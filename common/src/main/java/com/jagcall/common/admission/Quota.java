package com.jagcall.common.admission;

/**
 * What is left of a limit after a request was counted or refused.
 *
 * @param admitted whether the request was counted; otherwise nothing was
 * @param limit requests in any minute
 * @param remaining how many more are admitted right now
 * @param resetMicros until the oldest counted request leaves the window and one more is admitted
 */
record Quota(boolean admitted, int limit, int remaining, long resetMicros) {
  static final long WINDOW_MICROS = 60_000_000;

  static Quota refused(int limit, long retryMicros) {
    return new Quota(false, limit, 0, retryMicros);
  }

  /** Whole seconds after which a request is served: rounded up, at least 1. */
  long retryAfterSeconds() {
    return Math.max(1, (resetMicros + 999_999) / 1_000_000);
  }

  /** {@code RateLimit-Policy}, draft-ietf-httpapi-ratelimit-headers-11 section 3. */
  String policyHeader() {
    return "\"default\";q=" + limit + ";w=60";
  }

  /** {@code RateLimit}, draft-ietf-httpapi-ratelimit-headers-11 section 4. */
  String stateHeader() {
    return "\"default\";r=" + remaining + ";t=" + retryAfterSeconds();
  }
}
