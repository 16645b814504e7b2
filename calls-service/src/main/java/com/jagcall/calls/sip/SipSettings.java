package com.jagcall.calls.sip;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a user agent needs to know.
 *
 * @param bindAddress the address its ports are opened on
 * @param publicAddress the address others reach it at, if it is another one; null if not
 * @param ports one for each transport
 * @param tls certificate and key, needed where TLS is on; null if not
 * @param trunks the carriers
 * @param timing how long things may take
 * @param legsMax legs at the same time, over which inbound calls get 503
 * @param dnsServer {@code host:port} of a DNS server to ask for SRV records instead of the
 *     system's; null for the system's
 */
public record SipSettings(
    String bindAddress,
    String publicAddress,
    Ports ports,
    Tls tls,
    List<Trunk> trunks,
    Timing timing,
    int legsMax,
    String dnsServer) {

  public SipSettings {
    Objects.requireNonNull(bindAddress);
    Objects.requireNonNull(ports);
    Objects.requireNonNull(timing);
    trunks = List.copyOf(trunks);
    if (ports.tls() >= 0 && tls == null) {
      throw new IllegalArgumentException("SIP over TLS needs a certificate and its key");
    }
    if (trunks.stream().map(Trunk::name).distinct().count() != trunks.size()) {
      throw new IllegalArgumentException("two trunks have the same name");
    }
  }

  /** Port numbers; 0 takes any that is free, -1 leaves the transport off. */
  public record Ports(int udp, int tcp, int tls) {

    int of(Transport transport) {
      return switch (transport) {
        case UDP -> udp;
        case TCP -> tcp;
        case TLS -> tls;
      };
    }
  }

  /**
   * @param certificates our chain, PEM
   * @param key its private key, PKCS#8 PEM
   * @param authorities whom we trust, PEM; null for the system's
   */
  public record Tls(Path certificates, Path key, Path authorities) {}

  /**
   * @param unansweredInvite how long a trunk may leave an INVITE without any response until the
   *     next trunk is tried
   * @param sessionExpires RFC 4028, at least 90 s; zero offers no session timer
   * @param inboundRing how long an inbound call may stay neither answered nor refused
   * @param registration how long a registration is asked for
   */
  public record Timing(
      Duration unansweredInvite,
      Duration sessionExpires,
      Duration inboundRing,
      Duration registration) {

    /** What is usual. */
    public static Timing usual() {
      return new Timing(
          Duration.ofSeconds(4),
          Duration.ofMinutes(30),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10));
    }
  }
}
