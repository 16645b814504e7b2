package com.jagcall.calls.sip;

/** Requests as text, for {@link RawPeer}. */
final class Requests {

  private Requests() {}

  static String invite(RawPeer from, String callId) {
    return "INVITE sip:"
        + Agents.TO
        + "@127.0.0.1 SIP/2.0\r\n"
        + headers(from, callId, "INVITE")
        + "Contact: <sip:caller@"
        + from.host()
        + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
        + Heard.SDP.length()
        + "\r\n\r\n"
        + Heard.SDP;
  }

  static String options(RawPeer from) {
    return "OPTIONS sip:127.0.0.1 SIP/2.0\r\n"
        + headers(from, "options" + System.nanoTime(), "OPTIONS")
        + "Content-Length: 0\r\n\r\n";
  }

  private static String headers(RawPeer from, String callId, String method) {
    return "Via: SIP/2.0/UDP "
        + from.host()
        + ";rport;branch=z9hG4bK"
        + callId
        + "\r\nFrom: <sip:"
        + Agents.FROM
        + "@127.0.0.1>;tag=raw\r\nTo: <sip:"
        + Agents.TO
        + "@127.0.0.1>\r\nCall-ID: "
        + callId
        + "\r\nCSeq: 1 "
        + method
        + "\r\nMax-Forwards: 70\r\n";
  }

  /** A request of the caller within the call that {@code invite} began and {@code ok} answered. */
  static String within(String invite, String ok, String method, int number) {
    String target = RawPeer.header(ok, "Contact").replaceAll("[<>]", "");
    return method
        + " "
        + target
        + " SIP/2.0\r\nVia: "
        + RawPeer.header(invite, "Via")
        + method
        + number
        + "\r\nFrom: "
        + RawPeer.header(invite, "From")
        + "\r\nTo: "
        + RawPeer.header(ok, "To")
        + "\r\nCall-ID: "
        + RawPeer.header(invite, "Call-ID")
        + "\r\nCSeq: "
        + number
        + " "
        + method
        + "\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
  }
}
