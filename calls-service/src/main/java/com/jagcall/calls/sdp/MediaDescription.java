package com.jagcall.calls.sdp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An {@code m=} section (RFC 8866 5.14).
 *
 * @param port 0 when the stream is refused
 * @param connection its own {@code c=}, if any
 */
record MediaDescription(
    String type,
    int port,
    String protocol,
    List<String> formats,
    Optional<InetAddress> connection,
    List<Attribute> attributes) {

  Stream<String> values(String attribute) {
    return attributes.stream().filter(a -> a.name().equals(attribute)).map(Attribute::value);
  }

  boolean has(String attribute) {
    return values(attribute).findAny().isPresent();
  }

  /** How a stream that we do not want is answered (RFC 3264 6). */
  String refusal() {
    return "m=" + type + " 0 " + protocol + " " + String.join(" ", formats) + "\r\n";
  }
}
