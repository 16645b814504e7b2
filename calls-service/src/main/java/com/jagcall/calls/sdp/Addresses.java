package com.jagcall.calls.sdp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * IP addresses of a description. Literals only: a name would have to be resolved, which waits for
 * the network and lets a stranger choose what we look up.
 */
final class Addresses {
  private static final Pattern IP4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IP6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

  private Addresses() {}

  static InetAddress parse(String type, String text) throws SdpException {
    // A multicast address has its time to live behind a slash.
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    boolean matches =
        switch (type) {
          case "IP4" -> IP4.matcher(literal).matches() && octets(literal);
          case "IP6" -> IP6.matcher(literal).matches();
          default -> false;
        };
    if (!matches) {
      throw SdpException.malformed("An address of the session description is no IP address.");
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw SdpException.malformed("An address of the session description is no IP address.");
    }
    if (address.isMulticastAddress()) {
      throw SdpException.notAcceptable("Multicast addresses are not supported.");
    }
    return address;
  }

  /** How an address is written behind {@code IN}. */
  static String written(InetAddress address) {
    return (address instanceof java.net.Inet6Address ? "IP6 " : "IP4 ") + address.getHostAddress();
  }

  private static boolean octets(String literal) {
    for (String octet : literal.split("\\.")) {
      if (Numbers.parse(octet) > 255) {
        return false;
      }
    }
    return true;
  }
}
