package com.jagcall.calls.sdp;

/**
 * An {@code a=} line (RFC 8866 5.13).
 *
 * @param value empty for a property attribute such as {@code rtcp-mux}
 */
record Attribute(String name, String value) {
  static Attribute of(String line) {
    int colon = line.indexOf(':');
    return colon < 0
        ? new Attribute(line.strip(), "")
        : new Attribute(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
  }

  @Override
  public String toString() {
    return "a=" + name + (value.isEmpty() ? "" : ":" + value);
  }
}
