package com.jagcall.calls.media.rtcp;

import java.time.Instant;

/** Times as RTCP has them: seconds since 1900 and a binary fraction (RFC 3550 4). */
final class NtpTime {
  private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;

  private NtpTime() {}

  /** All 64 bits. */
  static long of(Instant instant) {
    long seconds = instant.getEpochSecond() + SECONDS_FROM_1900_TO_1970;
    return seconds << 32 | ((long) instant.getNano() << 32) / 1_000_000_000L;
  }

  /** The middle 32 bits, as reports carry them: 1/65536 s. */
  static int middle(long ntp) {
    return (int) (ntp >>> 16);
  }
}
