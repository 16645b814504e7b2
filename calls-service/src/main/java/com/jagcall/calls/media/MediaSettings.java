package com.jagcall.calls.media;

import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.Encryption;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How media is carried here.
 *
 * @param network where
 * @param codecs for sound, the preferred one first
 * @param encryption of calls that do not say otherwise
 * @param source whose packets are accepted
 * @param times how long things take
 */
public record MediaSettings(
    Network network, List<Codec> codecs, Encryption encryption, Source source, Times times) {

  /**
   * @param bind the address of ours that sockets are bound to
   * @param address the one that others are told
   * @param firstPort of RTP, even, 1024–65534
   * @param lastPort of RTCP, odd, above it
   */
  public record Network(InetAddress bind, InetAddress address, int firstPort, int lastPort) {
    public Network {
      if (firstPort < 1024 || lastPort > 65535 || firstPort % 2 != 0 || lastPort <= firstPort) {
        throw new IllegalArgumentException(
            "RTP ports begin with an even one from 1024 on and end with a greater one.");
      }
      if (address.isAnyLocalAddress()) {
        throw new IllegalArgumentException("The address that others are told is a real one.");
      }
    }
  }

  /** Whose packets are accepted. */
  public enum Source {
    /** Only those from where the description says. */
    NEGOTIATED,
    /**
     * Those from where the first good one comes, and ours go there (symmetric RTP, RFC 4961): for
     * others behind address translation.
     */
    FIRST
  }

  /**
   * @param silence without RTP after which the media has timed out
   * @param smallestDelay and
   * @param greatestDelay of the jitter buffer, 10–500 ms
   * @param playout how much can be queued to be played
   */
  public record Times(
      Duration silence, Duration smallestDelay, Duration greatestDelay, Duration playout) {}
}
