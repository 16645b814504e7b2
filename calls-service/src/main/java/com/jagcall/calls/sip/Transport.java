package com.jagcall.calls.sip;

import java.util.Locale;

/** What SIP messages travel over. */
public enum Transport {
  UDP(5060),
  TCP(5060),
  TLS(5061);

  private final int defaultPort;

  Transport(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  int defaultPort() {
    return defaultPort;
  }

  /** As it stands in a Via header and a URI's {@code transport} parameter. */
  String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean stream() {
    return this != UDP;
  }
}
