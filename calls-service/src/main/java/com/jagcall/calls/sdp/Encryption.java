package com.jagcall.calls.sdp;

/**
 * Whether the sound of a call is encrypted (SRTP, RFC 3711, with keys in the description, RFC
 * 4568).
 */
public enum Encryption {
  /** Plain RTP only; an offer of SRTP alone is refused. */
  OFF,
  /** Plain RTP is offered; an offer of SRTP is accepted. */
  OPTIONAL,
  /** SRTP only; a plain offer or answer is refused. */
  MANDATORY
}
