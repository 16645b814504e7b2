package com.jagcall.calls.media;

import java.util.Optional;

/**
 * What has become of a call's packets so far.
 *
 * @param codec {@code PCMU} or {@code PCMA}; empty before the other side is known
 * @param encrypted whether SRTP is in use
 * @param received how it went here
 * @param sent how it went there, as far as the other side has told (RTCP)
 */
public record MediaStats(Optional<String> codec, boolean encrypted, Received received, Sent sent) {
  /**
   * @param packets accepted
   * @param lost expected and never come (RFC 3550 A.3), never below zero
   * @param late come after their turn, or for which the buffer had no room
   * @param duplicate come twice
   * @param refused from another source, not RTP, not authentic or of an unknown payload type
   * @param concealedFrames of 20 ms, made up for what was missing
   * @param jitterMillis between arrivals (RFC 3550 6.4.1)
   * @param bufferMillis what the jitter buffer holds back at present
   */
  public record Received(
      long packets,
      long lost,
      long late,
      long duplicate,
      long refused,
      long concealedFrames,
      double jitterMillis,
      int bufferMillis) {}

  /**
   * @param packets sent
   * @param failed that the operating system did not take
   * @param lostFraction 0–1, of the last report; empty before one came
   * @param jitterMillis of the last report
   * @param roundTripMillis of the last report
   */
  public record Sent(
      long packets,
      long failed,
      Optional<Double> lostFraction,
      Optional<Double> jitterMillis,
      Optional<Double> roundTripMillis) {}
}
