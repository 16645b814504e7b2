package com.jagcall.common.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291), such as {@code 10.0.0.0/8}.
 *
 * @param prefix 4 bytes for IPv4, 16 for IPv6
 * @param bits how many of them an address must share
 */
record Network(byte[] prefix, int bits) {
  private static final Pattern CIDR = Pattern.compile("([0-9a-fA-F.:]{2,45})/([0-9]{1,3})");

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Network of(String cidr) {
    var matcher = CIDR.matcher(cidr.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + cidr + "' is no range such as 10.0.0.0/8");
    }
    byte[] prefix = literal(matcher.group(1));
    int bits = Integer.parseInt(matcher.group(2));
    if (bits > prefix.length * Byte.SIZE) {
      throw new IllegalArgumentException("'" + cidr + "' has more bits than an address");
    }
    return new Network(prefix, bits);
  }

  private static byte[] literal(String address) {
    try {
      // Nothing is looked up: the pattern lets only literals pass.
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + address + "' is no address", e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((address[bit / Byte.SIZE] ^ prefix[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
