package com.jagcall.carrier.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.carrier.control.Parameters;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to and from the network, with a telephone of bare sockets. */
class SipNetworkTest {

  private static final int PATIENCE_MILLIS = 20_000;

  private final byte[] buffer = new byte[4_096];
  private DatagramSocket sip;
  private DatagramSocket rtp;
  private SipNetwork network;

  @BeforeEach
  void start() throws IOException {
    sip = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    rtp = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    sip.setSoTimeout(PATIENCE_MILLIS);
    rtp.setSoTimeout(PATIENCE_MILLIS);
    network = new SipNetwork(0, List.of(at(sip)));
    network.start();
  }

  @AfterEach
  void stop() {
    network.close();
    sip.close();
    rtp.close();
  }

  @Test
  void echoingNumber_playsTonesAndEchoes() throws IOException {
    SipText ok = answered("+15550100189");
    Media media = Media.of(ok.body());
    assertEquals(0, media.payloadType());
    byte[] first = frame();
    assertTrue(Arrays.equals(new byte[] {(byte) 0x80, (byte) 0x80}, Arrays.copyOf(first, 2)));
    int distinct =
        (int)
            Arrays.stream(new String(first, 12, 160, StandardCharsets.ISO_8859_1).split(""))
                .distinct()
                .count();
    assertTrue(distinct > 20, "a tone is no silence");
    byte[] ours = new byte[172];
    Arrays.fill(ours, 12, 172, (byte) 0x42);
    ours[0] = (byte) 0x80;
    byte[] heard = first;
    for (int i = 0; i < 150 && heard[20] != 0x42; i++) {
      rtp.send(new DatagramPacket(ours, ours.length, media.remote()));
      heard = frame();
    }
    assertEquals(0x42, heard[20]);
    send("BYE", "+15550100189", 2, ok.header("To"), null);
    assertEquals(200, receive().status());
  }

  @ParameterizedTest
  @CsvSource({"+15550100190, 486", "+15550100193, 603", "+15550100194, 404", "+15550100198, 503"})
  void refusingNumbers_refuse(String number, int status) throws IOException {
    send("INVITE", number, 1, null, Media.offer("127.0.0.1", rtp.getLocalPort()));
    assertEquals(status, last().status());
  }

  @Test
  void silentNumber_ringsUntilItIsCanceled() throws IOException {
    send("INVITE", "+15550100191", 1, null, Media.offer("127.0.0.1", rtp.getLocalPort()));
    assertEquals(100, receive().status());
    assertEquals(180, receive().status());
    send("CANCEL", "+15550100191", 1, null, null);
    assertEquals(200, receive().status());
    assertEquals(487, receive().status());
  }

  @Test
  void digitsNumber_pressesThem() throws IOException {
    answered("+15550100196");
    StringBuilder digits = new StringBuilder();
    int before = -1;
    while (digits.length() < 5) {
      byte[] packet = packet();
      boolean event = (packet[1] & 0x7F) == 101;
      int start =
          event
              ? (packet[4] & 0xFF) << 24
                  | (packet[5] & 0xFF) << 16
                  | (packet[6] & 0xFF) << 8
                  | packet[7] & 0xFF
              : -1;
      if (event && start != before) {
        digits.append("0123456789*#".charAt(packet[12]));
        before = start;
      }
    }
    assertEquals("1234#", digits.toString());
  }

  @Test
  void state_saysWhenTheInviteCame() throws IOException {
    Instant before = Instant.now();
    answered("+15550100123");
    Map<?, ?> state =
        (Map<?, ?>) network.commands().get("state").action().run(new Parameters(Map.of()));
    Map<?, ?> call = (Map<?, ?>) ((List<?>) state.get("calls")).get(0);
    Instant since = Instant.parse((String) call.get("since"));
    assertFalse(since.isBefore(before) || since.isAfter(Instant.now()), since.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"+15550100188", "+15550100195"})
  void leavingNumbers_hangUp(String number) throws IOException {
    SipText ok = answered(number);
    SipText bye = receive();
    assertEquals("BYE", bye.method());
    assertEquals(SipText.tag(ok.header("To")), SipText.tag(bye.header("From")));
    answer(bye, "200 OK", null);
  }

  @Test
  void command_callsTheCustomer() throws IOException {
    network
        .commands()
        .get("call")
        .action()
        .run(new Parameters(Map.of("from", "+15550100123", "to", "+15550100150")));
    SipText invite = receive();
    assertTrue(invite.first().startsWith("INVITE sip:+15550100150@"));
    answer(
        invite,
        "200 OK",
        Media.of(invite.body()).answer("127.0.0.1", rtp.getLocalPort(), invite.body()));
    assertEquals("ACK", receive().method());
    assertEquals(172, packet().length);
    network.commands().get("hangup").action().run(new Parameters(Map.of()));
    SipText bye = receive();
    assertEquals("BYE", bye.method());
    answer(bye, "200 OK", null);
  }

  @Test
  void serverThatRefuses_isLeftForTheNext() throws IOException {
    try (DatagramSocket next = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        SipNetwork choosing = new SipNetwork(0, List.of(at(sip), at(next)))) {
      choosing.start();
      call(choosing);
      SipText refused = receive();
      byte[] no =
          refused
              .response("503 Service Unavailable", "customer", "sip:customer@127.0.0.1", null)
              .getBytes(StandardCharsets.UTF_8);
      sip.send(new DatagramPacket(no, no.length, at(choosing)));
      SipText acknowledged = receive();
      assertEquals("ACK", acknowledged.method());
      assertEquals(refused.header("Via"), acknowledged.header("Via"));
      next.setSoTimeout(PATIENCE_MILLIS);
      assertEquals("INVITE", receive(next).method());
    }
  }

  @Test
  void serverThatIsNotThere_isLeftForTheNext() throws IOException {
    InetSocketAddress nobody;
    try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      nobody = at(gone);
    }
    try (SipNetwork choosing = new SipNetwork(0, List.of(nobody, at(sip)))) {
      choosing.start();
      call(choosing);
      assertEquals("INVITE", receive().method());
    }
  }

  private static InetSocketAddress at(DatagramSocket socket) {
    return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
  }

  private static InetSocketAddress at(SipNetwork there) {
    return new InetSocketAddress("127.0.0.1", there.port());
  }

  private static void call(SipNetwork there) {
    there
        .commands()
        .get("call")
        .action()
        .run(new Parameters(Map.of("from", "+15550100123", "to", "+15550100150")));
  }

  private SipText answered(String number) throws IOException {
    send("INVITE", number, 1, null, Media.offer("127.0.0.1", rtp.getLocalPort()));
    SipText ok = last();
    assertEquals(200, ok.status());
    send("ACK", number, 1, ok.header("To"), null);
    return ok;
  }

  private SipText last() throws IOException {
    SipText message = receive();
    while (message.status() < 200) {
      message = receive();
    }
    return message;
  }

  private byte[] frame() throws IOException {
    byte[] packet = packet();
    assertEquals(172, packet.length);
    return packet;
  }

  private byte[] packet() throws IOException {
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    rtp.receive(packet);
    return Arrays.copyOf(buffer, packet.getLength());
  }

  private SipText receive() throws IOException {
    return receive(sip);
  }

  private SipText receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    socket.receive(packet);
    return SipText.parse(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
  }

  private void answer(SipText request, String status, String sdp) throws IOException {
    write(
        request.response(status, "customer", "sip:customer@127.0.0.1:" + sip.getLocalPort(), sdp));
  }

  private void send(String method, String number, int sequence, String to, String sdp)
      throws IOException {
    String own = "127.0.0.1:" + sip.getLocalPort();
    write(
        method
            + " sip:"
            + number
            + "@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP "
            + own
            + ";branch=z9hG4bK"
            + sequence
            + "\r\nFrom: <sip:+15550100100@"
            + own
            + ">;tag=us\r\nTo: "
            + (to == null ? "<sip:" + number + "@127.0.0.1>" : to)
            + "\r\nCall-ID: one\r\nCSeq: "
            + sequence
            + " "
            + method
            + "\r\nContact: <sip:us@"
            + own
            + ">\r\nMax-Forwards: 70\r\n"
            + SipText.content(sdp));
  }

  private void write(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    sip.send(
        new DatagramPacket(
            bytes, bytes.length, InetAddress.getByName("127.0.0.1"), network.port()));
  }
}
