package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Through a Kamailio that demands digest and stays in the route: ACK and BYE are only let through
 * by their Route.
 */
class KamailioTest {

  @TempDir Path folder;
  private Process kamailio;
  private JainUserAgent agent;
  private final Heard heard = new Heard();

  @BeforeAll
  static void tools() {
    Sipp.needed();
    Tools.needed("kamailio", "SIP through a proxy that demands digest");
  }

  private int proxy(int callee) throws Exception {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    try (InputStream in = KamailioTest.class.getResourceAsStream("/kamailio/proxy.cfg")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text =
          text.replace("{port}", String.valueOf(port)).replace("{callee}", String.valueOf(callee));
      Files.writeString(folder.resolve("proxy.cfg"), text.replace("{password}", "secret"));
    }
    String program =
        Files.isExecutable(Path.of("/usr/sbin/kamailio")) ? "/usr/sbin/kamailio" : "kamailio";
    kamailio =
        new ProcessBuilder(
                program,
                "-f",
                "proxy.cfg",
                "-DD",
                "-E",
                "-m",
                "32",
                "-M",
                "4",
                "-w",
                folder.toString(),
                "-Y",
                folder.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try (RawPeer probe = new RawPeer().talksTo(port)) {
      await("kamailio answers OPTIONS")
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(
              () -> {
                probe.send(Requests.options(probe));
                return probe.receive(200) != null;
              });
    }
    return port;
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (agent != null) {
      agent.stop();
    }
    if (kamailio != null) {
      kamailio.destroy();
      if (!kamailio.waitFor(5, TimeUnit.SECONDS)) {
        kamailio.destroyForcibly();
      }
    }
  }

  private void dials(int port, String password) {
    Trunk trunk = Trunk.at("kamailio", "127.0.0.1:" + port);
    agent = Agents.started(Agents.with(trunk, new Credentials("jag", password), false));
  }

  @Test
  void callThroughIt_isAuthenticatedAnsweredAndEnded() throws Exception {
    try (Sipp callee = Sipp.callee("answers")) {
      dials(proxy(callee.port()), "secret");
      Leg leg = agent.dial(Agents.dial(), heard);
      heard.waitFor("answered");
      leg.hangUp();
      callee.succeeded();
      assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
      assertTrue(callee.messages().contains("\nRecord-Route: "));
    }
  }

  @Test
  void calleeHangsUpThroughIt_endsRemotely() throws Exception {
    try (Sipp callee = Sipp.callee("hangs-up")) {
      dials(proxy(callee.port()), "secret");
      agent.dial(Agents.dial(), heard);
      assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
      assertTrue(heard.end.remote());
      callee.succeeded();
    }
  }

  @Test
  void wrongPassword_isTold() throws Exception {
    try (Sipp callee = Sipp.callee("answers")) {
      dials(proxy(callee.port()), "wrong");
      agent.dial(Agents.dial(), heard);
      assertEquals(EndCause.AUTHENTICATION_FAILED, heard.waitForEnd().cause());
    }
  }

  @Test
  void cancelThroughIt_arrives() throws Exception {
    try (Sipp callee = Sipp.callee("rings-behind-proxy")) {
      dials(proxy(callee.port()), "secret");
      Leg leg = agent.dial(Agents.dial(), heard);
      heard.waitFor("ringing");
      leg.hangUp();
      assertEquals(EndCause.CANCELED, heard.waitForEnd().cause());
      callee.succeeded();
    }
  }
}
