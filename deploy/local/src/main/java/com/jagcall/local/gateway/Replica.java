package com.jagcall.local.gateway;

import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * One process of a service as the gateway sees it: where it listens, and whether it refused lately.
 */
final class Replica {

  /** How long a replica that refused a connection is passed over while another one answers. */
  private static final long REST_MILLIS = 1_000;

  private final URI address;
  private volatile long restingUntilNanos = System.nanoTime();

  Replica(URI address) {
    this.address = address;
  }

  String host() {
    return address.getHost();
  }

  int port() {
    return address.getPort();
  }

  void refused() {
    restingUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);
  }

  void answered() {
    restingUntilNanos = System.nanoTime();
  }

  boolean isResting() {
    return System.nanoTime() - restingUntilNanos < 0;
  }
}
