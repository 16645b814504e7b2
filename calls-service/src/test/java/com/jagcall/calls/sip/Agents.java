package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.List;

/** User agents for tests, on loopback and free ports. */
final class Agents {

  static final String FROM = "+15550100001";
  static final String TO = "+15550100002";

  private Agents() {}

  static SipSettings settings(Trunk... trunks) {
    return new SipSettings(
        "127.0.0.1",
        null,
        new SipSettings.Ports(0, 0, -1),
        null,
        List.of(trunks),
        new SipSettings.Timing(
            Duration.ofMillis(1_500),
            Duration.ofMinutes(30),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10)),
        2_000,
        null);
  }

  static JainUserAgent started(Trunk... trunks) {
    JainUserAgent agent = new JainUserAgent(settings(trunks));
    agent.start();
    return agent;
  }

  static Dial dial(Duration ringTimeout) {
    return new Dial("call_test", FROM, TO, Heard.SDP, ringTimeout);
  }

  static Dial dial() {
    return dial(Duration.ofSeconds(20));
  }

  static Trunk with(Trunk trunk, Credentials credentials, boolean register) {
    return new Trunk(
        trunk.name(),
        trunk.hosts(),
        trunk.domain(),
        trunk.transport(),
        trunk.prefixes(),
        trunk.priority(),
        trunk.callerId(),
        trunk.plus(),
        credentials,
        register,
        trunk.inboundAddresses(),
        trunk.inbound(),
        trunk.keepAlive());
  }

  static Trunk ranked(Trunk trunk, int priority, String... prefixes) {
    return new Trunk(
        trunk.name(),
        trunk.hosts(),
        trunk.domain(),
        trunk.transport(),
        List.of(prefixes),
        priority,
        trunk.callerId(),
        trunk.plus(),
        trunk.outbound(),
        trunk.register(),
        trunk.inboundAddresses(),
        trunk.inbound(),
        trunk.keepAlive());
  }

  static Trunk inbound(Trunk trunk, Credentials credentials, String... addresses) {
    return new Trunk(
        trunk.name(),
        trunk.hosts(),
        trunk.domain(),
        trunk.transport(),
        trunk.prefixes(),
        trunk.priority(),
        trunk.callerId(),
        trunk.plus(),
        trunk.outbound(),
        trunk.register(),
        List.of(addresses),
        credentials,
        trunk.keepAlive());
  }
}
