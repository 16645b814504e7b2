package com.jagcall.carrier.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A SIP message as it is read and written: a first line, headers in their order, a body.
 *
 * @param first request line or status line
 * @param headers name and value each; the short names of RFC 3261 are spelled out
 */
record SipText(String first, List<Map.Entry<String, String>> headers, String body) {

  private static final Map<String, String> SHORT =
      Map.of(
          "v",
          "Via",
          "f",
          "From",
          "t",
          "To",
          "i",
          "Call-ID",
          "m",
          "Contact",
          "l",
          "Content-Length",
          "c",
          "Content-Type");

  /** Null for what is no SIP message. */
  static SipText parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return null;
    }
    String[] lines = text.substring(0, end).replaceAll("\r\n[ \t]+", " ").split("\r\n");
    if (!lines[0].contains("SIP/2.0")) {
      return null;
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        String name = lines[i].substring(0, colon).strip();
        headers.add(
            Map.entry(
                SHORT.getOrDefault(name.toLowerCase(Locale.ROOT), name),
                lines[i].substring(colon + 1).strip()));
      }
    }
    SipText message = new SipText(lines[0], headers, text.substring(end + 4));
    boolean whole =
        List.of("Via", "From", "To", "Call-ID", "CSeq").stream()
            .allMatch(name -> message.header(name) != null);
    return whole ? message : null;
  }

  /** The first header of that name, or null. */
  String header(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  List<String> all(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  boolean request() {
    return !first.startsWith("SIP/2.0");
  }

  String method() {
    return request()
        ? first.substring(0, first.indexOf(' '))
        : header("CSeq").replaceAll("^[0-9]+\\s+", "");
  }

  int status() {
    return request() ? 0 : Integer.parseInt(first.substring(8, 11));
  }

  int sequence() {
    return Integer.parseInt(header("CSeq").split("\\s+")[0]);
  }

  /** The user part of the request's URI. */
  String called() {
    return first.replaceAll("^\\S+ sips?:([^@;> ]*)@.*$", "$1");
  }

  static String tag(String header) {
    int at = header.indexOf(";tag=");
    return at < 0 ? null : header.substring(at + 5).split("[;>\\s]")[0];
  }

  /** What stands between the angle brackets of an address, or all of it. */
  static String uri(String header) {
    int open = header.indexOf('<');
    return open < 0
        ? header.split(";")[0].strip()
        : header.substring(open + 1, header.indexOf('>', open));
  }

  /** A response to this request. */
  String response(String status, String tag, String contact, String sdp) {
    StringBuilder text = new StringBuilder("SIP/2.0 ").append(status).append("\r\n");
    for (Map.Entry<String, String> header : headers) {
      boolean copied =
          List.of("via", "from", "call-id", "cseq", "record-route")
              .contains(lower(header.getKey()));
      if (copied) {
        text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
      } else if (lower(header.getKey()).equals("to")) {
        boolean tagged = tag(header.getValue()) != null || tag == null;
        text.append("To: ")
            .append(header.getValue())
            .append(tagged ? "" : ";tag=" + tag)
            .append("\r\n");
      }
    }
    text.append("Contact: <").append(contact).append(">\r\n");
    return text.append(content(sdp)).toString();
  }

  static String content(String sdp) {
    return sdp == null
        ? "Content-Length: 0\r\n\r\n"
        : "Content-Type: application/sdp\r\nContent-Length: " + sdp.length() + "\r\n\r\n" + sdp;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
