package com.jagcall.calls.sdp;

import java.util.Locale;

/** Which way media flows, seen from whoever writes it (RFC 8866 6.7). */
public enum Direction {
  SENDRECV(true, true),
  SENDONLY(true, false),
  RECVONLY(false, true),
  INACTIVE(false, false);

  private final boolean sends;
  private final boolean receives;

  Direction(boolean sends, boolean receives) {
    this.sends = sends;
    this.receives = receives;
  }

  public boolean sends() {
    return sends;
  }

  public boolean receives() {
    return receives;
  }

  /** The same, seen from the other side. */
  public Direction reversed() {
    return of(receives, sends);
  }

  /** What remains when both must agree. */
  public Direction and(Direction other) {
    return of(sends && other.sends, receives && other.receives);
  }

  /** The name of the attribute. */
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Direction of(boolean sends, boolean receives) {
    if (sends) {
      return receives ? SENDRECV : SENDONLY;
    }
    return receives ? RECVONLY : INACTIVE;
  }
}
