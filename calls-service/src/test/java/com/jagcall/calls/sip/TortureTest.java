package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The messages of RFC 4475, over UDP and TCP, from an address that is a trunk's; and what nobody
 * ever wrote down.
 */
class TortureTest {

  private static final List<InboundInvite> INVITES = new CopyOnWriteArrayList<>();
  private static JainUserAgent agent;

  @BeforeAll
  static void start() {
    agent = Agents.started(Trunk.at("one", "127.0.0.1"));
    agent.onInvite(
        (leg, invite) -> {
          INVITES.add(invite);
          leg.reject(Rejection.UNKNOWN_NUMBER);
          return new Heard();
        });
  }

  @AfterAll
  static void stop() {
    assertEquals(0, agent.legs());
    agent.stop();
  }

  private static byte[] message(String name, String peer) throws IOException {
    try (InputStream in = TortureTest.class.getResourceAsStream("/torture/" + name + ".txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      // Their authors took the same branch for many of them, which makes them one transaction.
      String own = text.replace("{peer}", peer).replace("z9hG4bKkdjuw", "z9hG4bK" + name);
      return own.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private static void alive() throws IOException {
    try (RawPeer peer = new RawPeer().talksTo(agent.port(Transport.UDP))) {
      // Over UDP it may be lost behind what was sent before: asked until it is answered.
      String answer = null;
      for (int attempt = 0; attempt < 60 && answer == null; attempt++) {
        peer.send(Requests.options(peer));
        answer = peer.receive(500);
      }
      assertTrue(answer != null && answer.startsWith("SIP/2.0 200"), answer);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "esc01, 404",
    "lwsdisp, 200",
    "semiuri, 200",
    "transports, 200",
    "zeromf, 200",
    "dblreq, 405",
    "escnull, 405",
    "esc02, 405",
    "badinv01, 400",
    "clerr, 400",
    "ncl, 400",
    "quotbal, 400",
    "ltgtruri, 400",
    "mismatch01, 400",
    "unkscm, 416",
    "novelsc, 416",
    "bext01, 420",
    "invut, 415",
    "regaut01, 405",
    "inv2543, 400"
  })
  void requestOverUdp_isAnsweredAsItDeserves(String name, int status) throws IOException {
    try (RawPeer peer = new RawPeer().talksTo(agent.port(Transport.UDP))) {
      peer.send(message(name, peer.host()));
      String response = peer.receive(3_000);
      while (response != null && response.startsWith("SIP/2.0 100")) {
        response = peer.receive(3_000);
      }
      assertTrue(response != null, "no answer");
      assertEquals("SIP/2.0 " + status, response.substring(0, 11), response);
    }
    alive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wsinv",
        "intmeth",
        "longreq",
        "badvers",
        "insuf",
        "unreason",
        "noreason",
        "scalar02",
        "scalarlg",
        "lwsruri",
        "lwsstart",
        "trws",
        "escruri",
        "baddate",
        "regbadct",
        "badaspec",
        "baddn",
        "mismatch02",
        "bigcode",
        "badbranch",
        "multi01",
        "mcl01",
        "bcast"
      })
  void messageOverUdp_isSurvived(String name) throws IOException {
    try (RawPeer peer = new RawPeer().talksTo(agent.port(Transport.UDP))) {
      peer.send(message(name, peer.host()));
      String response = peer.receive(200);
      assertFalse(response != null && response.contains("Exception"), response);
    }
    alive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wsinv", "intmeth", "longreq", "dblreq", "badinv01", "clerr", "ncl", "scalar02", "quotbal",
            "ltgtruri",
        "lwsruri", "lwsstart", "trws", "badvers", "mismatch02", "bigcode", "insuf", "unkscm",
            "multi01", "mcl01"
      })
  void messageOverTcp_isSurvived(String name) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getByName("127.0.0.1"), agent.port(Transport.TCP))) {
      socket.getOutputStream().write(message(name, "127.0.0.1:" + socket.getLocalPort()));
      socket.getOutputStream().flush();
      socket.setSoTimeout(100);
      try {
        socket.getInputStream().read(new byte[4_096]);
      } catch (IOException silence) {
        // To say nothing is an answer too.
      }
    }
    alive();
    try (Socket socket =
        new Socket(InetAddress.getByName("127.0.0.1"), agent.port(Transport.TCP))) {
      String options =
          "OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:"
              + socket.getLocalPort()
              + ";branch=z9hG4bKtcp\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:b@b>\r\nCall-ID: tcp-"
              + name
              + "\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(options.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(8_000);
      byte[] answer = new byte[4_096];
      int read = socket.getInputStream().read(answer);
      assertTrue(
          read > 0
              && new String(answer, 0, read, StandardCharsets.UTF_8).startsWith("SIP/2.0 200"));
    }
  }

  @Test
  void randomBytes_areSurvived() throws IOException {
    Random random = new Random(4475);
    try (RawPeer peer = new RawPeer().talksTo(agent.port(Transport.UDP))) {
      for (int i = 0; i < 3_000; i++) {
        byte[] noise = new byte[20 + random.nextInt(1_400)];
        random.nextBytes(noise);
        peer.send(noise);
      }
    }
    alive();
  }

  @Test
  void brokenCopiesOfAGoodInvite_areSurvived() throws IOException {
    Random random = new Random(3261);
    try (RawPeer peer = new RawPeer().talksTo(agent.port(Transport.UDP))) {
      byte[] good = Requests.invite(peer, "broken").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 2_000; i++) {
        byte[] broken =
            Arrays.copyOf(
                good, random.nextInt(4) == 0 ? random.nextInt(good.length) + 1 : good.length);
        for (int flips = random.nextInt(6); flips >= 0; flips--) {
          broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        }
        peer.send(broken);
      }
    }
    alive();
  }

  @Test
  void headersInANumber_areNotPassedOn() {
    assertEquals(
        "not a phone number in E.164",
        org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Dial(
                        "c",
                        Agents.FROM,
                        "+15550100\r\nEvil: yes",
                        Heard.SDP,
                        java.time.Duration.ofSeconds(1)))
            .getMessage());
  }
}
