package com.jagcall.calls.sip;

import java.util.function.Consumer;

/**
 * Our end of one SIP call. Methods may be called from any thread, return at once and never throw;
 * one that does not fit the leg's state (answering what has ended) does nothing.
 */
public interface Leg {

  /** The Call-ID header; another one after a fail-over to another trunk. */
  String sipCallId();

  /** The name of the trunk that carries it, or null while none does. */
  String trunk();

  /** Inbound: 180. */
  void ring();

  /** Inbound: 183 with a session description, for early media. */
  void progress(String sdp);

  /**
   * Inbound: 200 with our answer (or our offer, where the INVITE had none); sent again until the
   * ACK arrives.
   */
  void answer(String sdp);

  /** Inbound, before it is answered: refuses it. */
  void reject(Rejection why);

  /**
   * Ends it: CANCEL while an outbound call is not answered, 480 for an inbound one, BYE afterwards.
   */
  void hangUp();

  /**
   * re-INVITE with a new offer; the answer comes to {@link LegListener#renegotiationAnswered}. A
   * glare (491) is resolved here.
   */
  void renegotiate(String sdpOffer);

  /**
   * Asks the peer to call {@code to} instead of us (REFER, RFC 3515). After success the leg ends
   * {@link EndCause#TRANSFERRED}; after a failure it lives on.
   */
  void transfer(String to, Consumer<TransferResult> done);

  /** One DTMF digit (0-9 * # A-D) as SIP INFO, for trunks that do not speak RFC 4733. */
  void dtmfInfo(char digit, int durationMillis);
}
