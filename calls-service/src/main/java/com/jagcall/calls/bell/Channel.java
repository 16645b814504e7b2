package com.jagcall.calls.bell;

import java.util.Arrays;
import java.util.Optional;

/** What replicas tell each other of. */
public enum Channel {
  /** A call waits, or one that was up is over: {@code organization mode}. */
  QUEUE("queue"),
  /** A call shall end: its identifier. */
  HANGUP("hangup"),
  /** The log of a call has grown: its identifier. */
  LOG("log");

  private final String wire;

  Channel(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  static Optional<Channel> of(String wire) {
    return Arrays.stream(values()).filter(channel -> channel.wire.equals(wire)).findFirst();
  }
}
