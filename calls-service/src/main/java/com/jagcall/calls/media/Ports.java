package com.jagcall.calls.media;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives out the configured ports in turn, so that a port rests as long as possible before its next
 * call: what still comes for the last one finds nobody. Ports that another process has are passed
 * over.
 */
final class Ports {
  private final MediaSettings.Network network;
  private final int pairs;
  private int next;

  Ports(MediaSettings.Network network) {
    this.network = network;
    pairs = (network.lastPort() - network.firstPort() + 1) / 2;
    // Replicas on one machine begin at different places.
    next = ThreadLocalRandom.current().nextInt(pairs);
  }

  synchronized PortPair take() {
    for (int tried = 0; tried < pairs; tried++) {
      int port = network.firstPort() + 2 * next;
      next = next + 1 == pairs ? 0 : next + 1;
      Optional<PortPair> pair = PortPair.bind(network.bind(), port);
      if (pair.isPresent()) {
        return pair.get();
      }
    }
    throw new NoFreePorts(network.firstPort(), network.lastPort());
  }
}
