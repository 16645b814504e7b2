package com.jagcall.calls.sip;

/**
 * A host with or without a port; an IPv6 address stands in brackets.
 *
 * @param port 0 when none was given
 */
record HostAndPort(String host, int port) {

  static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      return new HostAndPort(text, 0);
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no port: " + port);
    }
    return new HostAndPort(text.substring(0, colon), port);
  }

  /** Whether the host is an address already, so that nothing needs to be looked up. */
  boolean literal() {
    return isLiteral(host);
  }

  static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  }
}
