package com.jagcall.carrier;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the simulator is told by its environment.
 *
 * @param controlPort {@code JAGCALL_CARRIER_CONTROL_PORT}; 0, the default, takes any free one
 * @param smscPort {@code JAGCALL_CARRIER_SMSC_PORT}, likewise
 * @param smscSystemId {@code JAGCALL_CARRIER_SMSC_SYSTEM_ID}, {@code jagcall} by default
 * @param smscPassword {@code JAGCALL_CARRIER_SMSC_PASSWORD}; there is no default. SMPP takes at
 *     most 8 characters
 * @param sipPort {@code JAGCALL_CARRIER_SIP_PORT}; 0, the default, takes any free one
 * @param sipCustomer {@code JAGCALL_CARRIER_SIP_CUSTOMER}, where calls to the customer's numbers
 *     go: {@code address:port}, several with commas between them in the order of preference; {@code
 *     127.0.0.1:5060} by default
 */
public record Settings(
    int controlPort,
    int smscPort,
    String smscSystemId,
    String smscPassword,
    int sipPort,
    List<InetSocketAddress> sipCustomer) {

  /** SMPP 3.4 section 4.1.1: 9 octets with the one that ends it. */
  private static final int MAX_PASSWORD_LENGTH = 8;

  private static final Pattern ADDRESS = Pattern.compile("([0-9.]{7,15}):([0-9]{1,5})");

  private static final String PREFIX = "JAGCALL_CARRIER_";

  /**
   * @throws IllegalArgumentException when something is missing or wrong; the message says what to
   *     set
   */
  static Settings of(Map<String, String> environment) {
    String password = environment.getOrDefault(PREFIX + "SMSC_PASSWORD", "");
    if (password.isEmpty() || password.length() > MAX_PASSWORD_LENGTH) {
      throw new IllegalArgumentException(
          "set JAGCALL_CARRIER_SMSC_PASSWORD to a password of 1 to 8 characters");
    }
    return new Settings(
        port(environment, "CONTROL_PORT"),
        port(environment, "SMSC_PORT"),
        environment.getOrDefault(PREFIX + "SMSC_SYSTEM_ID", "jagcall"),
        password,
        port(environment, "SIP_PORT"),
        Arrays.stream(
                environment.getOrDefault(PREFIX + "SIP_CUSTOMER", "127.0.0.1:5060").split(","))
            .map(Settings::address)
            .toList());
  }

  private static InetSocketAddress address(String value) {
    Matcher matcher = ADDRESS.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "set JAGCALL_CARRIER_SIP_CUSTOMER to address:port, not " + value);
    }
    return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  private static int port(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(PREFIX + name, "0");
    int port = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("set " + PREFIX + name + " to a port, not " + value);
    }
    return port;
  }
}
