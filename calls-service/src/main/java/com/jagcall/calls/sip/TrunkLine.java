package com.jagcall.calls.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sip.address.Address;

/**
 * A trunk at work: which servers it has at the moment, which of them do not answer, whether we are
 * registered. Only used on the {@link Loop}, but for what says otherwise.
 */
final class TrunkLine {

  /** How long a look-up is good for. */
  private static final long SERVERS_NANOS = Duration.ofSeconds(60).toNanos();

  private final Trunk trunk;
  private final Core core;
  private final Names names;
  private final DigestAnswers digest;
  private final Map<NextHop, Long> downUntil = new HashMap<>();
  private volatile List<NextHop> servers = List.of();
  private volatile boolean registered;
  private volatile boolean available = true;
  private long lookedUp;
  private boolean looking;
  private final List<Consumer<List<NextHop>>> waiting = new ArrayList<>();

  TrunkLine(Trunk trunk, Core core, Names names) {
    this.trunk = trunk;
    this.core = core;
    this.names = names;
    this.digest = trunk.outbound() == null ? null : new DigestAnswers(trunk.outbound());
  }

  Trunk trunk() {
    return trunk;
  }

  DigestAnswers digest() {
    return digest;
  }

  /** From any thread: whether a call may be tried over it. */
  boolean available() {
    return available && (registered || !trunk.register());
  }

  void registered(boolean now) {
    registered = now;
  }

  /** From any thread: whether an address is one of its servers'. */
  boolean serves(InetAddress source) {
    String address = source.getHostAddress();
    return servers.stream().anyMatch(server -> server.host().equals(address));
  }

  /**
   * Its servers, those that answer first, in the order to try them; looks them up when they are a
   * minute old.
   */
  void servers(Consumer<List<NextHop>> ready) {
    long now = System.nanoTime();
    if (lookedUp != 0 && now - lookedUp < SERVERS_NANOS) {
      ready.accept(ordered());
      return;
    }
    if (trunk.hosts().stream().allMatch(host -> HostAndPort.parse(host).literal())) {
      found(names.servers(trunk));
      ready.accept(ordered());
      return;
    }
    waiting.add(ready);
    if (looking) {
      return;
    }
    looking = true;
    core.sender()
        .elsewhere(
            () -> {
              List<NextHop> there = names.servers(trunk);
              core.loop().execute(() -> looked(there));
            },
            () -> looked(List.of()));
  }

  private void looked(List<NextHop> there) {
    looking = false;
    // A look-up that fails takes nothing away: the servers known so far are better than none.
    found(there.isEmpty() ? servers : there);
    List<NextHop> answer = ordered();
    List.copyOf(waiting).forEach(ready -> ready.accept(answer));
    waiting.clear();
  }

  private void found(List<NextHop> there) {
    there.forEach(server -> address(server, core.gate()::meet));
    servers.forEach(server -> address(server, core.gate()::forget));
    servers = there;
    downUntil.keySet().retainAll(there);
    lookedUp = System.nanoTime();
  }

  private static void address(NextHop server, Consumer<InetAddress> use) {
    try {
      use.accept(InetAddress.getByName(server.host()));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private List<NextHop> ordered() {
    List<NextHop> up = servers.stream().filter(server -> !isDown(server)).toList();
    // When all seem to be down, trying is better than refusing.
    return up.isEmpty() ? servers : up;
  }

  private boolean isDown(NextHop server) {
    Long until = downUntil.get(server);
    return until != null && until - System.nanoTime() > 0;
  }

  /** A server does not answer, or asked to be left alone for a while. */
  void down(NextHop server, Duration until) {
    downUntil.put(server, System.nanoTime() + until.toNanos());
    judge();
  }

  void up(NextHop server) {
    downUntil.remove(server);
    judge();
  }

  private void judge() {
    available = servers.isEmpty() || servers.stream().anyMatch(server -> !isDown(server));
  }

  /** Who we are towards this trunk, where no caller is named. */
  Address account() {
    return Messages.address(Messages.uri(user(), domain(), 0, null));
  }

  String user() {
    return trunk.outbound() == null ? "jagcall" : trunk.outbound().username();
  }

  /** The domain of our addresses: the trunk's where we have an account there, else our own. */
  String domain() {
    return trunk.outbound() == null ? core.messages().host() : trunk.domain();
  }
}
