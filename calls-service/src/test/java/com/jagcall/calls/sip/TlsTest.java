package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIP over TLS, with ourselves and with baresip. */
class TlsTest {

  @TempDir Path folder;

  @BeforeAll
  static void tool() {
    Certificates.needed();
  }

  private static Trunk tls(int port) {
    Trunk plain = Trunk.at("secure", "127.0.0.1:" + port);
    return new Trunk(
        plain.name(),
        plain.hosts(),
        null,
        Transport.TLS,
        plain.prefixes(),
        1,
        CallerId.FROM,
        true,
        null,
        false,
        plain.inboundAddresses(),
        null,
        Duration.ZERO);
  }

  private static JainUserAgent agent(SipSettings.Tls tls, Trunk trunk) {
    SipSettings plain = Agents.settings(trunk);
    JainUserAgent agent =
        new JainUserAgent(
            new SipSettings(
                plain.bindAddress(),
                null,
                new SipSettings.Ports(0, -1, 0),
                tls,
                List.of(trunk),
                new SipSettings.Timing(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(10)),
                100,
                null));
    agent.start();
    return agent;
  }

  @Test
  void callBetweenTwoAgents_standsAndEnds() throws Exception {
    SipSettings.Tls certificate = Certificates.make(folder, "127.0.0.1");
    JainUserAgent callee = agent(certificate, Trunk.at("any", "127.0.0.1"));
    Heard there = new Heard();
    AtomicReference<Leg> taken = new AtomicReference<>();
    callee.onInvite(
        (leg, invite) -> {
          taken.set(leg);
          leg.ring();
          leg.answer(Heard.SDP);
          return there;
        });
    JainUserAgent caller = agent(certificate, tls(callee.port(Transport.TLS)));
    try {
      Heard here = new Heard();
      Leg leg = caller.dial(Agents.dial(), here);
      here.waitFor("answered");
      there.waitFor("acknowledged");
      leg.renegotiate(Heard.SDP + "a=sendonly\r\n");
      here.waitFor("renegotiation answered");
      taken.get().hangUp();
      assertEquals(EndCause.HANGUP, here.waitForEnd().cause());
      assertEquals(EndCause.HANGUP, there.waitForEnd().cause());
      Heard again = new Heard();
      Leg second = caller.dial(Agents.dial(), again);
      again.waitFor("answered");
      second.hangUp();
      again.waitForEnd();
    } finally {
      caller.stop();
      callee.stop();
    }
  }

  @Test
  void certificateForAnotherName_isNotSpokenTo() throws Exception {
    SipSettings.Tls wrong = Certificates.make(folder, "192.0.2.1");
    JainUserAgent callee = agent(wrong, Trunk.at("any", "127.0.0.1"));
    JainUserAgent caller = agent(wrong, tls(callee.port(Transport.TLS)));
    try {
      Heard heard = new Heard();
      caller.dial(Agents.dial(), heard);
      assertEquals(EndCause.CARRIER_ERROR, heard.waitForEnd().cause());
    } finally {
      caller.stop();
      callee.stop();
    }
  }

  @Test
  void baresip_answersOverTls() throws Exception {
    Tools.needed("baresip", "SIP over TLS with baresip");
    SipSettings.Tls certificate = Certificates.make(folder, "127.0.0.1");
    Path pem = folder.resolve("both.pem");
    Files.writeString(
        pem, Files.readString(certificate.key()) + Files.readString(certificate.certificates()));
    int port = pairOfPorts();
    Files.writeString(
        folder.resolve("config"),
        String.join(
            "\n",
            "sip_listen 127.0.0.1:" + port,
            "sip_certificate " + pem,
            "net_interface 127.0.0.1",
            "rtp_ports 42000-43000",
            "audio_source ausine,440",
            "ausrc_srate 48000",
            "ausrc_channels 2",
            "module_path " + modules(),
            "module g711.so",
            "module ausine.so",
            "module_app account.so",
            "module_app menu.so",
            ""));
    Files.writeString(
        folder.resolve("accounts"),
        "<sip:"
            + Agents.TO
            + "@127.0.0.1:"
            + (port + 1)
            + ";transport=tls>;regint=0;answermode=auto\n");
    Process baresip =
        new ProcessBuilder("baresip", "-f", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    JainUserAgent caller = null;
    try {
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> Files.readString(folder.resolve("output")).contains("baresip is ready"));
      caller = agent(certificate, tls(port + 1));
      Heard heard = new Heard();
      Leg leg = caller.dial(Agents.dial(), heard);
      heard.waitFor("answered");
      leg.renegotiate(Heard.SDP + "a=sendonly\r\n");
      heard.waitFor("renegotiation answered");
      leg.hangUp();
      assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> Files.readString(folder.resolve("output")).contains("session closed"));
    } finally {
      if (caller != null) {
        caller.stop();
      }
      baresip.destroy();
      if (!baresip.waitFor(5, TimeUnit.SECONDS)) {
        baresip.destroyForcibly();
      }
    }
  }

  private static Path modules() {
    Path usual = Path.of("/usr/lib/baresip/modules");
    return Files.isDirectory(usual) ? usual : Path.of("/usr/lib/x86_64-linux-gnu/baresip/modules");
  }

  /** baresip opens TLS on the port after its UDP port. */
  private static int pairOfPorts() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    for (int tries = 0; tries < 20; tries++) {
      try (DatagramSocket udp = new DatagramSocket(0, loopback);
          ServerSocket next = new ServerSocket(udp.getLocalPort() + 1, 1, loopback)) {
        return next.getLocalPort() - 1;
      } catch (java.net.BindException taken) {
        // Another pair.
      }
    }
    throw new IllegalStateException("no two free ports in a row");
  }
}
