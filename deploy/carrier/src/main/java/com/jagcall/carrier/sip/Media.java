package com.jagcall.carrier.sip;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was agreed about a call's audio: G.711 only.
 *
 * @param remote where to send
 * @param payloadType 0 for µ-law, 8 for A-law
 * @param digits the payload type of RFC 4733 events, -1 for none
 * @param sending whether the peer wants to hear us
 */
record Media(InetSocketAddress remote, int payloadType, int digits, boolean sending) {

  private static final Pattern AUDIO =
      Pattern.compile("(?m)^m=audio ([0-9]+) RTP/AVP ([0-9 ]+)\\s*$");
  private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP4 ([0-9.]+)\\s*$");
  private static final Pattern EVENTS =
      Pattern.compile("(?mi)^a=rtpmap:([0-9]+) telephone-event/8000\\s*$");

  /** Reads a description; null if it holds no audio that we speak. */
  static Media of(String sdp) {
    Matcher audio = AUDIO.matcher(sdp);
    Matcher address = ADDRESS.matcher(sdp);
    if (!audio.find() || !address.find()) {
      return null;
    }
    int chosen = -1;
    for (String type : audio.group(2).trim().split(" +")) {
      if (chosen < 0 && (type.equals("0") || type.equals("8"))) {
        chosen = Integer.parseInt(type);
      }
    }
    Matcher events = EVENTS.matcher(sdp);
    int digits = events.find() ? Integer.parseInt(events.group(1)) : -1;
    boolean silent = sdp.contains("a=sendonly") || sdp.contains("a=inactive");
    return chosen < 0
        ? null
        : new Media(
            new InetSocketAddress(address.group(1), Integer.parseInt(audio.group(1))),
            chosen,
            digits,
            !silent);
  }

  /** Our answer to what was offered. */
  String answer(String host, int port, String offer) {
    String direction =
        offer.contains("a=sendonly")
            ? "a=recvonly\r\n"
            : offer.contains("a=inactive") ? "a=inactive\r\n" : "";
    return description(host, port, String.valueOf(payloadType), digits) + direction;
  }

  /** Our own offer. */
  static String offer(String host, int port) {
    return description(host, port, "0 8", 101);
  }

  private static String description(String host, int port, String types, int digits) {
    String events =
        digits < 0
            ? ""
            : "a=rtpmap:" + digits + " telephone-event/8000\r\na=fmtp:" + digits + " 0-15\r\n";
    return "v=0\r\no=carrier 1 "
        + port
        + " IN IP4 "
        + host
        + "\r\ns=-\r\nc=IN IP4 "
        + host
        + "\r\nt=0 0\r\nm=audio "
        + port
        + " RTP/AVP "
        + types
        + (digits < 0 ? "" : " " + digits)
        + "\r\n"
        + events
        + "a=ptime:20\r\n";
  }
}
