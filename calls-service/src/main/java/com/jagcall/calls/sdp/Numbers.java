package com.jagcall.calls.sdp;

/** Decimal numbers of a description: digits alone, at most nine of them. */
final class Numbers {
  private Numbers() {}

  /** A UDP port, 0–65535. */
  static int port(String text) throws SdpException {
    int port = parse(text);
    if (port < 0 || port > 65535) {
      throw SdpException.malformed("A port of the session description is not 0–65535.");
    }
    return port;
  }

  /** The number, or -1 when it is none. */
  static int parse(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
