package com.jagcall.calls.sip;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * Finds a carrier's servers (RFC 3263). Everything here waits for DNS, so it is for threads that
 * may wait.
 */
final class Names {

  private static final int SERVERS_MAX = 16;
  private static final long REMEMBERED_NANOS = 60_000_000_000L;

  private final String dnsServer;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(String address, long until) {}

  private record Server(int priority, int weight, String host, int port) {}

  /**
   * @param dnsServer {@code host:port}; null for the system's
   */
  Names(String dnsServer) {
    this.dnsServer = dnsServer;
  }

  /**
   * The address of a host if it needs no look-up or was looked up within the last minute, else
   * null. Does not wait.
   */
  String remembered(String host) {
    if (HostAndPort.isLiteral(host)) {
      return host;
    }
    Known there = known.get(host);
    return there != null && there.until - System.nanoTime() > 0 ? there.address : null;
  }

  /** The address of a host. */
  String address(String host) throws UnknownHostException {
    String there = remembered(host);
    if (there != null) {
      return there;
    }
    // Our ports are bound to an IPv4 address on almost every machine, and then reach nothing else.
    String address =
        Arrays.stream(InetAddress.getAllByName(host))
            .min(Comparator.comparing(found -> !(found instanceof Inet4Address)))
            .orElseThrow(() -> new UnknownHostException(host))
            .getHostAddress();
    if (known.size() > 1_000) {
      known.clear();
    }
    known.put(host, new Known(address, System.nanoTime() + REMEMBERED_NANOS));
    return address;
  }

  /**
   * A trunk's servers in the order in which they are to be tried. Empty when none of its names can
   * be resolved.
   */
  List<NextHop> servers(Trunk trunk) {
    List<NextHop> hops = new ArrayList<>();
    for (String text : trunk.hosts()) {
      HostAndPort host = HostAndPort.parse(text);
      if (host.port() == 0 && !host.literal()) {
        for (Server server : srv(host.host(), trunk.transport())) {
          add(hops, server.host, server.port, trunk.transport(), host.host());
        }
      }
      if (hops.isEmpty() || host.port() != 0 || host.literal()) {
        int port = host.port() == 0 ? trunk.transport().defaultPort() : host.port();
        add(hops, host.host(), port, trunk.transport(), host.host());
      }
    }
    return hops.size() > SERVERS_MAX
        ? List.copyOf(hops.subList(0, SERVERS_MAX))
        : List.copyOf(hops);
  }

  private void add(List<NextHop> hops, String host, int port, Transport via, String serverName) {
    try {
      hops.add(new NextHop(address(host), port, via, serverName));
    } catch (UnknownHostException e) {
      // One name less; the others may do.
    }
  }

  private List<Server> srv(String domain, Transport transport) {
    String service =
        switch (transport) {
          case UDP -> "_sip._udp.";
          case TCP -> "_sip._tcp.";
          case TLS -> "_sips._tcp.";
        };
    List<Server> servers = new ArrayList<>();
    try {
      Hashtable<String, String> environment = new Hashtable<>();
      environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
      environment.put("com.sun.jndi.dns.timeout.initial", "1000");
      environment.put("com.sun.jndi.dns.timeout.retries", "2");
      if (dnsServer != null) {
        environment.put(Context.PROVIDER_URL, "dns://" + dnsServer);
      }
      InitialDirContext dns = new InitialDirContext(environment);
      try {
        Attribute records = dns.getAttributes(service + domain, new String[] {"SRV"}).get("SRV");
        if (records != null) {
          read(records.getAll(), servers);
        }
      } finally {
        dns.close();
      }
    } catch (NamingException none) {
      return List.of();
    }
    return ordered(servers);
  }

  private static void read(NamingEnumeration<?> records, List<Server> servers)
      throws NamingException {
    while (records.hasMore() && servers.size() < SERVERS_MAX) {
      String[] parts = String.valueOf(records.next()).split(" ");
      String host =
          parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
      servers.add(
          new Server(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              host,
              Integer.parseInt(parts[2])));
    }
  }

  /** By priority; among equals at random, the heavier the likelier first (RFC 2782). */
  private static List<Server> ordered(List<Server> servers) {
    record Drawn(Server server, double lot) {}
    return servers.stream()
        .map(
            server -> {
              double u = ThreadLocalRandom.current().nextDouble();
              return new Drawn(server, Math.log(1 - u) / Math.max(server.weight, 0.01));
            })
        .sorted(
            Comparator.comparingInt((Drawn drawn) -> drawn.server.priority)
                .thenComparing(Comparator.comparingDouble(Drawn::lot).reversed()))
        .map(Drawn::server)
        .toList();
  }
}
