package com.jagcall.calls.sdp;

import java.net.InetAddress;
import java.util.List;

/**
 * What we have to say about ourselves.
 *
 * @param address that the other side can reach
 * @param port of RTP, even; RTCP is on the next
 * @param codecs for sound, the preferred one first
 */
public record LocalAudio(InetAddress address, int port, List<Codec> codecs, Encryption encryption) {
  public LocalAudio {
    codecs = List.copyOf(codecs);
    if (codecs.isEmpty() || !codecs.stream().allMatch(Codec::audio)) {
      throw new IllegalArgumentException("At least one codec, of sound.");
    }
  }
}
