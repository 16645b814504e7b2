package com.jagcall.calls.sdp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code m=audio} of the other side, understood.
 *
 * @param payloads what we know of its formats, in its order of preference
 * @param direction as the other side sees it
 * @param cryptos that we could use, in its order of preference
 */
record RemoteAudio(
    MediaDescription stream,
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    Map<Integer, Codec> payloads,
    Direction direction,
    List<Crypto> cryptos) {

  private static final int MAX_PAYLOAD_TYPE = 127;

  static RemoteAudio of(SessionDescription session, MediaDescription stream) throws SdpException {
    Optional<InetAddress> address = stream.connection().or(session::connection);
    if (address.isEmpty()) {
      throw SdpException.malformed("The session description has no c= line for its audio.");
    }
    InetSocketAddress rtp = new InetSocketAddress(address.get(), stream.port());
    Direction direction = session.direction(stream);
    if (address.get().isAnyLocalAddress()) {
      // RFC 2543's way to put on hold (RFC 3264 8.4): there is nowhere to send to.
      direction = direction.and(Direction.SENDONLY);
    }
    return new RemoteAudio(
        stream,
        rtp,
        rtcp(stream, rtp),
        payloads(stream),
        direction,
        stream.values("crypto").map(Crypto::of).flatMap(Optional::stream).toList());
  }

  /** Whether the profile is that of SRTP. */
  static boolean secure(MediaDescription stream) {
    return secure(stream.protocol());
  }

  static boolean secure(String protocol) {
    return protocol.equals("RTP/SAVP") || protocol.equals("RTP/SAVPF");
  }

  /**
   * Whether it is RTP over UDP at all; the feedback profiles (RFC 4585) are used without feedback.
   */
  static boolean rtp(MediaDescription stream) {
    return secure(stream)
        || stream.protocol().equals("RTP/AVP")
        || stream.protocol().equals("RTP/AVPF");
  }

  private static InetSocketAddress rtcp(MediaDescription stream, InetSocketAddress rtp)
      throws SdpException {
    if (stream.has("rtcp-mux")) {
      return rtp;
    }
    Optional<String> own = stream.values("rtcp").findFirst();
    if (own.isEmpty()) {
      return new InetSocketAddress(rtp.getAddress(), Math.min(rtp.getPort() + 1, 65535));
    }
    // RFC 3605: port, and perhaps "IN IP4 address".
    String[] parts = own.get().split("\\s+");
    InetAddress address =
        parts.length == 4 ? Addresses.parse(parts[2], parts[3]) : rtp.getAddress();
    return new InetSocketAddress(address, Numbers.port(parts[0]));
  }

  private static Map<Integer, Codec> payloads(MediaDescription stream) {
    Map<Integer, String> rtpmaps = new LinkedHashMap<>();
    stream
        .values("rtpmap")
        .map(value -> value.split("\\s+"))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> rtpmaps.putIfAbsent(Numbers.parse(parts[0]), parts[1]));
    Map<Integer, Codec> payloads = new LinkedHashMap<>();
    for (String format : stream.formats()) {
      int type = Numbers.parse(format);
      if (type >= 0 && type <= MAX_PAYLOAD_TYPE) {
        String rtpmap = rtpmaps.get(type);
        Optional<Codec> codec = rtpmap == null ? Codec.ofStaticType(type) : Codec.ofRtpmap(rtpmap);
        codec.ifPresent(known -> payloads.putIfAbsent(type, known));
      }
    }
    return payloads;
  }

  /** Whether we could send to it from an address of this kind. */
  boolean reachableFrom(InetAddress ours) {
    return rtp.getAddress() instanceof Inet4Address == ours instanceof Inet4Address
        || ours.isAnyLocalAddress();
  }
}
