package com.jagcall.calls.media;

import java.net.InetSocketAddress;

/**
 * Whose packets are taken, and where ours go. Not for several threads.
 *
 * <p>A stranger who guesses the port must not be heard: only the negotiated address is, or, where
 * that is configured, the one that the first good packet came from.
 */
final class SourceFilter {
  private final MediaSettings.Source source;
  private InetSocketAddress negotiated;
  private InetSocketAddress latched;

  SourceFilter(MediaSettings.Source source) {
    this.source = source;
  }

  /** The other side has said where it is; what was latched holds as long as it says the same. */
  void negotiated(InetSocketAddress address) {
    if (!address.equals(negotiated)) {
      negotiated = address;
      latched = null;
    }
  }

  /** Whether a packet from there may be looked at. */
  boolean accepts(InetSocketAddress from) {
    if (negotiated == null) {
      return false;
    }
    return latched != null
        ? from.equals(latched)
        : source == MediaSettings.Source.FIRST || from.equals(negotiated);
  }

  /** A packet from there was a good one. */
  void good(InetSocketAddress from) {
    if (latched == null) {
      latched = from;
    }
  }

  /** Where ours go. */
  InetSocketAddress target() {
    return latched != null ? latched : negotiated;
  }

  /** Whether the RTCP of a port of its own may come from there. */
  boolean acceptsRtcp(InetSocketAddress from, InetSocketAddress negotiatedRtcp) {
    return source == MediaSettings.Source.FIRST
        ? latched != null && from.getAddress().equals(latched.getAddress())
        : from.equals(negotiatedRtcp);
  }
}
