package com.jagcall.calls.sdp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What both sides have agreed on.
 *
 * @param rtp where the other side receives RTP; its address is the wildcard when it is on hold by
 *     RFC 2543's means
 * @param rtcp where it receives RTCP; the same as {@code rtp} when they share a port (RFC 5761)
 * @param direction as we see it
 * @param codec what we send
 * @param payloadType under which
 * @param eventPayloadType under which we send telephone events; empty when the other side has not
 *     named them
 * @param receives what the other side may send, by payload type
 * @param keys empty for plain RTP
 */
public record AudioTerms(
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    Direction direction,
    Codec codec,
    int payloadType,
    OptionalInt eventPayloadType,
    Map<Integer, Codec> receives,
    Optional<Keys> keys) {

  /** Ours protects what we send, theirs what they send. */
  public record Keys(CryptoKey ours, CryptoKey theirs) {}

  public boolean rtcpMux() {
    return rtp.equals(rtcp);
  }
}
