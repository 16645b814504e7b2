package com.jagcall.calls.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses in CIDR notation, or one address. */
final class AddressBlock {

  private final byte[] network;
  private final int bits;

  private AddressBlock(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Throws {@link IllegalArgumentException} for anything but an address with or without a prefix
   * length.
   */
  static AddressBlock parse(String text) {
    String[] parts = text.strip().split("/", 2);
    String address = parts[0].replace("[", "").replace("]", "");
    if (!HostAndPort.isLiteral(address)) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    try {
      byte[] network = InetAddress.getByName(address).getAddress();
      int bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > network.length * 8) {
        throw new IllegalArgumentException("prefix length out of range: " + text);
      }
      return new AddressBlock(network, bits);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException("not an address: " + text, impossible);
    }
  }

  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != network.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((network[i / 8] & mask) != (other[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
