package com.jagcall.calls.sip;

/**
 * Why a leg ended. {@link #errorCode} is what a customer reads in a call's {@code error_code}; null
 * where nothing went wrong.
 */
public enum EndCause {
  /** BYE of either side after an answer. */
  HANGUP(null),
  /** Given up before an answer, by us or (inbound) by the caller. */
  CANCELED(null),
  /** The peer took over another call in its place (REFER). */
  TRANSFERRED(null),
  /** 486, 600. */
  BUSY("busy"),
  /** It rang until the time was over; 408, 480, 487 after ringing. */
  NO_ANSWER("no_answer"),
  /** The callee or the carrier does not want the call: 403, 603, 607. */
  REJECTED("rejected"),
  /** 404, 410, 484, 485, 604: nobody has that number. */
  INVALID_NUMBER("invalid_number"),
  /** 488, 606, 415: no media both sides speak. */
  INCOMPATIBLE_MEDIA("incompatible_media"),
  /** The carrier wants other credentials: 401, 407 although we answered the challenge. */
  AUTHENTICATION_FAILED("carrier_error"),
  /** Every trunk failed: 5xx, no response at all, no connection. */
  CARRIER_ERROR("carrier_error"),
  /** No trunk serves the number. */
  NO_TRUNK("carrier_unavailable"),
  /** The call stood and the peer is gone: session timer, no ACK, no response within the call. */
  PEER_LOST("connection_lost"),
  /** We refused an inbound call. */
  REFUSED(null),
  /** The agent was stopped. */
  STOPPED("service_restart");

  private final String errorCode;

  EndCause(String errorCode) {
    this.errorCode = errorCode;
  }

  public String errorCode() {
    return errorCode;
  }
}
