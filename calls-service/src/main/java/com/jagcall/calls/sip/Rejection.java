package com.jagcall.calls.sip;

/** With what an inbound call can be refused. */
public enum Rejection {
  UNKNOWN_NUMBER(404, "Not Found"),
  UNAVAILABLE(480, "Temporarily Unavailable"),
  BUSY(486, "Busy Here"),
  NOT_ACCEPTABLE(488, "Not Acceptable Here"),
  DECLINED(603, "Decline"),
  /** The trunk may try another of our replicas. */
  OVERLOADED(503, "Service Unavailable"),
  FAILED(500, "Server Internal Error");

  private final int status;
  private final String reason;

  Rejection(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }
}
