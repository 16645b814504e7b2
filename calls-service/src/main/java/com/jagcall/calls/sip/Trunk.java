package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A carrier's side of the door.
 *
 * @param name in logs and metrics
 * @param hosts where it listens, in the order of preference: {@code host:port} or {@code
 *     address[:port]}, or a bare name, which is looked up as SRV first (RFC 3263) and as a host
 *     then
 * @param domain what stands in its URIs; the first host if null
 * @param prefixes the numbers it serves, as beginnings of E.164 with plus; "+" is every number
 * @param priority the lower is asked first, among trunks whose prefix is equally long
 * @param plus whether numbers carry their plus sign there
 * @param outbound what it challenges our requests with; null if it knows us by our address
 * @param register whether we must register there to be known
 * @param inboundAddresses addresses or CIDR blocks it calls us from, besides its hosts
 * @param inbound what we challenge its calls with that come from any other address; null refuses
 *     those silently
 * @param keepAlive how often it gets an OPTIONS; zero never
 */
public record Trunk(
    String name,
    List<String> hosts,
    String domain,
    Transport transport,
    List<String> prefixes,
    int priority,
    CallerId callerId,
    boolean plus,
    Credentials outbound,
    boolean register,
    List<String> inboundAddresses,
    Credentials inbound,
    Duration keepAlive) {

  public Trunk {
    Objects.requireNonNull(name);
    hosts = List.copyOf(hosts);
    prefixes = List.copyOf(prefixes);
    inboundAddresses = List.copyOf(inboundAddresses);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("trunk " + name + " has no host");
    }
    if (register && outbound == null) {
      throw new IllegalArgumentException(
          "trunk " + name + " wants a registration, which needs credentials");
    }
    if (domain == null) {
      domain = HostAndPort.parse(hosts.get(0)).host();
    }
  }

  /** A trunk for every number over UDP that knows us by our address, with no keep-alive. */
  public static Trunk at(String name, String... hosts) {
    return new Trunk(
        name,
        List.of(hosts),
        null,
        Transport.UDP,
        List.of("+"),
        100,
        CallerId.FROM,
        true,
        null,
        false,
        List.of(),
        null,
        Duration.ZERO);
  }

  /** The length of the longest prefix that {@code number} begins with; -1 if it serves none. */
  int match(String number) {
    return prefixes.stream().filter(number::startsWith).mapToInt(String::length).max().orElse(-1);
  }

  /** A number as it stands in this trunk's URIs. */
  String spelled(String number) {
    return plus ? number : number.substring(1);
  }
}
