package com.jagcall.calls.sdp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What a description of the other side says, before it is understood (RFC 8866 5). */
record SessionDescription(
    Optional<InetAddress> connection, List<Attribute> attributes, List<MediaDescription> media) {

  /** The direction of a stream: its own, or the session's, or both ways (RFC 8866 6.7). */
  Direction direction(MediaDescription stream) {
    return direction(stream.attributes())
        .or(() -> direction(attributes))
        .orElse(Direction.SENDRECV);
  }

  private static Optional<Direction> direction(List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      for (Direction direction : Direction.values()) {
        if (attribute.name().equals(direction.attribute())) {
          return Optional.of(direction);
        }
      }
    }
    return Optional.empty();
  }
}
