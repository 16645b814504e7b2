package com.jagcall.calls.carriage;

import com.jagcall.calls.sip.CallerId;
import com.jagcall.calls.sip.Credentials;
import com.jagcall.calls.sip.SipSettings;
import com.jagcall.calls.sip.SipSettings.Ports;
import com.jagcall.calls.sip.SipSettings.Timing;
import com.jagcall.calls.sip.SipSettings.Tls;
import com.jagcall.calls.sip.Transport;
import com.jagcall.calls.sip.Trunk;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How this replica speaks SIP, and with whom. */
@ConfigMapping(prefix = "jagcall.sip")
public interface SipConfig {
  /** The address its ports are opened on. */
  @WithDefault("127.0.0.1")
  String bind();

  /** The address that trunks reach it at, if that is another one. */
  Optional<String> publicAddress();

  /** The port for UDP; 0: any that is free; -1: none. */
  @WithDefault("5060")
  int udpPort();

  /** The port for TCP. */
  @WithDefault("5060")
  int tcpPort();

  /** The port for TLS. */
  @WithDefault("-1")
  int tlsPort();

  /** What TLS needs. */
  TlsFiles tls();

  /** The carriers by their names; without any no live call can be made or taken. */
  Map<String, TrunkConfig> trunk();

  /** How many legs there may be; beyond, calls that come in are refused with 503. */
  @WithDefault("1000")
  int legs();

  /** How long a trunk may leave an INVITE without any response until the next one is tried. */
  @WithDefault("4S")
  Duration unansweredInvite();

  /** After how long a session is refreshed (RFC 4028), at least 90 s; zero: never. */
  @WithDefault("30M")
  Duration sessionExpires();

  /** {@code host:port} of a DNS server to ask for SRV records instead of the system's. */
  Optional<String> dnsServer();

  /** Files of PEM. */
  interface TlsFiles {
    /** Our chain. */
    Optional<Path> certificates();

    /** Its private key, PKCS #8. */
    Optional<Path> key();

    /** Whom we trust; else whom the system trusts. */
    Optional<Path> authorities();
  }

  /** One carrier; see {@link Trunk}. */
  interface TrunkConfig {
    List<String> hosts();

    Optional<String> domain();

    @WithDefault("udp")
    Transport transport();

    @WithDefault("+")
    List<String> prefixes();

    @WithDefault("100")
    int priority();

    @WithDefault("from")
    CallerId callerId();

    @WithDefault("true")
    boolean plus();

    @WithDefault("false")
    boolean register();

    Optional<List<String>> inboundAddresses();

    @WithDefault("30S")
    Duration keepAlive();

    /** With what its challenges are answered. */
    Login outbound();

    /** With what its calls are challenged. */
    Login inbound();
  }

  /** A name and a secret, or neither. */
  interface Login {
    Optional<String> username();

    Optional<String> password();

    default Credentials credentials() {
      return username().isPresent() && password().isPresent()
          ? new Credentials(username().get(), password().get())
          : null;
    }
  }

  /** All of it as the user agent takes it. */
  default SipSettings settings() {
    Tls files =
        tls().certificates().isPresent() && tls().key().isPresent()
            ? new Tls(
                tls().certificates().get(), tls().key().get(), tls().authorities().orElse(null))
            : null;
    Timing usual = Timing.usual();
    return new SipSettings(
        bind(),
        publicAddress().orElse(null),
        new Ports(udpPort(), tcpPort(), tlsPort()),
        files,
        trunk().entrySet().stream().map(entry -> trunk(entry.getKey(), entry.getValue())).toList(),
        new Timing(unansweredInvite(), sessionExpires(), usual.inboundRing(), usual.registration()),
        legs(),
        dnsServer().orElse(null));
  }

  private static Trunk trunk(String name, TrunkConfig config) {
    return new Trunk(
        name,
        config.hosts(),
        config.domain().orElse(null),
        config.transport(),
        config.prefixes(),
        config.priority(),
        config.callerId(),
        config.plus(),
        config.outbound().credentials(),
        config.register(),
        config.inboundAddresses().orElse(List.of()),
        config.inbound().credentials(),
        config.keepAlive());
  }
}
