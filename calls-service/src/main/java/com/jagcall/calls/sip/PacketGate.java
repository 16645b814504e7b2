package com.jagcall.calls.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decides about a packet or a connection by nothing but where it comes from, before a byte of it is
 * parsed: carriers and peers of calls that stand may come in; strangers only where some trunk wants
 * to be challenged, and then only a few a second. So a flood costs no more than the receiving of
 * it.
 */
final class PacketGate {

  /**
   * Strangers' packets a second, all together: enough for a trunk that must authenticate, nothing
   * for a flood.
   */
  private static final int STRANGERS_PER_SECOND = 100;

  private final List<AddressBlock> carriers;
  private final boolean strangersWelcome;
  private final Map<InetAddress, Integer> peers = new ConcurrentHashMap<>();
  private final LongAdder dropped = new LongAdder();
  private long second;
  private int strangers;

  PacketGate(List<Trunk> trunks) {
    carriers =
        trunks.stream()
            .flatMap(trunk -> trunk.inboundAddresses().stream())
            .map(AddressBlock::parse)
            .toList();
    strangersWelcome = trunks.stream().anyMatch(trunk -> trunk.inbound() != null);
  }

  boolean admits(InetAddress source) {
    if (knows(source) || (strangersWelcome && strangerAllowed(System.nanoTime()))) {
      return true;
    }
    dropped.increment();
    return false;
  }

  boolean knows(InetAddress source) {
    return peers.containsKey(source) || carriers.stream().anyMatch(block -> block.contains(source));
  }

  /**
   * Lets an address in until it is {@link #forget forgotten} as often as it was met: a trunk's
   * server, the peer of a call.
   */
  void meet(InetAddress peer) {
    peers.merge(peer, 1, Integer::sum);
  }

  void forget(InetAddress peer) {
    peers.computeIfPresent(peer, (address, times) -> times > 1 ? times - 1 : null);
  }

  /** Packets and connections refused so far. */
  long dropped() {
    return dropped.sum();
  }

  synchronized boolean strangerAllowed(long nowNanos) {
    long now = nowNanos / 1_000_000_000L;
    if (now != second) {
      second = now;
      strangers = 0;
    }
    return ++strangers <= STRANGERS_PER_SECOND;
  }
}
