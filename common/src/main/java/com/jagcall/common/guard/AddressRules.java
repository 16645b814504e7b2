package com.jagcall.common.guard;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which IP addresses are on the public internet: of IPv4 all but what the IANA IPv4 Special-Purpose
 * Address Registry (RFC 6890) sets apart, of IPv6 what lies in 2000::/3 and is not set apart
 * either; and of what remains not where clouds give their machines secrets, such as Azure's
 * 168.63.129.16. An operator may allow ranges beyond that.
 */
final class AddressRules {
  private static final Map<Network, String> SPECIAL_V4 =
      table(
          "169.254.169.254/32", "the cloud's metadata service",
          "168.63.129.16/32", "the cloud's metadata service",
          "100.100.100.200/32", "the cloud's metadata service",
          "192.0.0.192/32", "the cloud's metadata service",
          "0.0.0.0/8", "an address of this host",
          "10.0.0.0/8", "a private address",
          "100.64.0.0/10", "a carrier's shared address",
          "127.0.0.0/8", "a loopback address",
          "169.254.0.0/16", "a link-local address",
          "172.16.0.0/12", "a private address",
          "192.0.0.0/24", "a reserved address",
          "192.0.2.0/24", "an address for documentation",
          "192.88.99.0/24", "a 6to4 relay",
          "192.168.0.0/16", "a private address",
          "198.18.0.0/15", "an address for benchmarks",
          "198.51.100.0/24", "an address for documentation",
          "203.0.113.0/24", "an address for documentation",
          "224.0.0.0/4", "a multicast address",
          "255.255.255.255/32", "the broadcast address",
          "240.0.0.0/4", "a reserved address");

  private static final Map<Network, String> SPECIAL_V6 =
      table(
          "::/128", "an address of this host",
          "::1/128", "a loopback address",
          "fd00:ec2::254/128", "the cloud's metadata service",
          "fc00::/7", "a private address",
          "fe80::/10", "a link-local address",
          "fec0::/10", "a site-local address",
          "ff00::/8", "a multicast address",
          "64:ff9b:1::/48", "a local translation address",
          "100::/64", "a discard-only address",
          "2001:db8::/32", "an address for documentation",
          "3fff::/20", "an address for documentation",
          "2001::/32", "a Teredo tunnel",
          "2001::/23", "a reserved address",
          "2002::/16", "a 6to4 tunnel");

  private static final Network GLOBAL_V6 = Network.of("2000::/3");
  private static final Network V4_COMPATIBLE = Network.of("::/96");
  private static final Network NAT64 = Network.of("64:ff9b::/96");
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  private static final int V4_LENGTH = 4;

  private final List<Network> allowed;

  /**
   * The rules, with exceptions.
   *
   * @param allowedNetworks ranges in CIDR notation that may be called although they are special
   */
  AddressRules(List<String> allowedNetworks) {
    allowed = allowedNetworks.stream().map(Network::of).toList();
  }

  private static Map<Network, String> table(String... rows) {
    Map<Network, String> table = new LinkedHashMap<>();
    for (int i = 0; i < rows.length; i += 2) {
      table.put(Network.of(rows[i]), rows[i + 1]);
    }
    return table;
  }

  /** What the address is that must not be called; empty when it may be. */
  Optional<String> fault(InetAddress address) {
    return fault(unmapped(address.getAddress()));
  }

  private static byte[] unmapped(byte[] address) {
    boolean isMapped =
        address.length > V4_LENGTH && Arrays.equals(address, 0, 12, MAPPED, 0, MAPPED.length);
    return isMapped ? embedded(address) : address;
  }

  private static byte[] embedded(byte[] address) {
    return Arrays.copyOfRange(address, address.length - V4_LENGTH, address.length);
  }

  private Optional<String> fault(byte[] address) {
    if (allowed.stream().anyMatch(network -> network.contains(address))) {
      return Optional.empty();
    }
    if (address.length == V4_LENGTH) {
      return special(SPECIAL_V4, address);
    }
    if (NAT64.contains(address)) {
      return fault(embedded(address));
    }
    Optional<String> special = special(SPECIAL_V6, address);
    if (special.isPresent()) {
      return special;
    }
    if (V4_COMPATIBLE.contains(address)) {
      return Optional.of("an IPv4-compatible address");
    }
    return GLOBAL_V6.contains(address) ? Optional.empty() : Optional.of("a reserved address");
  }

  private static Optional<String> special(Map<Network, String> table, byte[] address) {
    return table.entrySet().stream()
        .filter(row -> row.getKey().contains(address))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
