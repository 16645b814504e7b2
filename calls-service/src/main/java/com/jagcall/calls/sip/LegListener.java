package com.jagcall.calls.sip;

import java.time.Instant;

/**
 * Hears what becomes of a leg, in order, on the agent's one thread: never block in it. {@link
 * #ended} comes exactly once, and nothing after it.
 */
public interface LegListener {

  /** Outbound: the far end rings (180, or 183 without a description). May come more than once. */
  default void ringing() {}

  /**
   * Outbound: a session description before the answer (183 or 180): ring-back or an announcement
   * can be heard.
   */
  default void earlyMedia(String sdp) {}

  /**
   * The call stands. Outbound: the 200 arrived, with its description. Inbound: our 200 was sent;
   * {@code sdp} is null.
   *
   * @param at the moment that counts for the bill
   */
  void answered(String sdp, Instant at);

  /**
   * Inbound: the ACK arrived; {@code sdp} is the caller's answer if our 200 held the offer, else
   * null.
   */
  default void acknowledged(String sdp) {}

  /**
   * The peer wants other media (hold, resume, another address). An offer equal to the one before
   * also comes here.
   *
   * @return our answer; null refuses it (488) and leaves everything as it was
   */
  String renegotiated(String sdpOffer);

  /**
   * The peer asked with a re-INVITE without a description: our offer, as it stands now. Null
   * refuses.
   */
  default String offerWanted() {
    return null;
  }

  /**
   * The answer to our {@link Leg#renegotiate} or {@link #offerWanted}; null if it was refused and
   * all stays as it was.
   */
  default void renegotiationAnswered(String sdpAnswer) {}

  /** A digit that came as SIP INFO. */
  default void dtmf(char digit, int durationMillis) {}

  /** It is over. */
  void ended(LegEnd end);
}
