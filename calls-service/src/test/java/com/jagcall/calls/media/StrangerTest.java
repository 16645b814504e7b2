package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.media.g711.Ulaw;
import com.jagcall.calls.media.rtp.RtpPacket;
import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.Encryption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Packets from whom they are not expected, and packets that are none. */
class StrangerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final List<DatagramChannel> sockets = new ArrayList<>();
  private MediaEngine engine;
  private MediaSession session;
  private final LineRecorder heard = new LineRecorder();

  @AfterEach
  void close() throws IOException {
    for (DatagramChannel socket : sockets) {
      socket.close();
    }
    engine.close();
  }

  private DatagramChannel socket() throws IOException {
    DatagramChannel socket = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
    socket.configureBlocking(false);
    sockets.add(socket);
    return socket;
  }

  /** A call of which the other side says that it is at this socket; returns where we are. */
  private InetSocketAddress call(MediaSettings.Source source, DatagramChannel peer)
      throws Exception {
    engine = new RtpEngine(MediaRooms.settings(List.of(Codec.PCMU), Encryption.OFF, source));
    session = engine.open(MediaOptions.of("call"));
    session.line().listen(heard);
    String answer = session.answer(offer(port(peer)));
    session.start();
    int ours = Integer.parseInt(answer.split("m=audio ")[1].split(" ")[0]);
    return new InetSocketAddress(LOOPBACK, ours);
  }

  private static int port(DatagramChannel socket) throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  private static String offer(int port) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + port
        + " RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";
  }

  private static ByteBuffer packet(int sequence, int ssrc, int hertz) {
    byte[] packet = new byte[172];
    RtpPacket.write(packet, 0, sequence, sequence * 160, ssrc);
    Ulaw.encode(Tones.sine(hertz, 20, 10000), 0, packet, 12, 160);
    return ByteBuffer.wrap(packet);
  }

  /** Sends a packet for each frame that is heard, for so many frames. */
  private void talk(int frames, Talk talk) {
    int[] sent = {0};
    int start = heard.frames();
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              while (sent[0] < heard.frames() - start) {
                talk.send(sent[0]++);
              }
              return sent[0] >= frames;
            });
  }

  private interface Talk {
    void send(int number) throws IOException;
  }

  @Test
  void stranger_isNotHeard_whereOnlyTheNegotiatedSourceIs() throws Exception {
    DatagramChannel peer = socket();
    DatagramChannel stranger = socket();
    InetSocketAddress ours = call(MediaSettings.Source.NEGOTIATED, peer);
    talk(
        60,
        i -> {
          stranger.send(packet(i, 7, 1500), ours);
          peer.send(packet(i, 8, 500), ours);
        });
    assertTrue(Tones.bestShare(heard.caller(25), 500) > 0.95);
    MediaStats.Received received = session.stats().received();
    assertEquals(60, received.packets(), 2);
    assertEquals(60, received.refused(), 2);
  }

  @Test
  void firstSource_isLatched_andOursGoThere() throws Exception {
    DatagramChannel announced = socket();
    DatagramChannel real = socket();
    DatagramChannel stranger = socket();
    InetSocketAddress ours = call(MediaSettings.Source.FIRST, announced);
    real.send(packet(65535, 8, 500), ours);
    await().until(() -> session.stats().received().packets() == 1);
    talk(
        60,
        i -> {
          stranger.send(packet(i, 8, 1500), ours);
          real.send(packet(i, 8, 500), ours);
        });
    assertTrue(Tones.bestShare(heard.caller(25), 500) > 0.95);
    assertEquals(60, session.stats().received().refused(), 2);
    // What was sent before anything came went to where the description said; since then all goes to
    // the real one.
    assertTrue(count(real) > 50);
    assertEquals(0, count(stranger));
  }

  private static int count(DatagramChannel socket) throws IOException {
    int count = 0;
    while (socket.receive(ByteBuffer.allocate(2048)) != null) {
      count++;
    }
    return count;
  }

  @Test
  void floodOfRandomBytes_disturbsNoCall() throws Exception {
    DatagramChannel peer = socket();
    InetSocketAddress ours = call(MediaSettings.Source.NEGOTIATED, peer);
    InetSocketAddress rtcp = new InetSocketAddress(LOOPBACK, ours.getPort() + 1);
    Random random = new Random(1);
    talk(
        60,
        i -> {
          peer.send(packet(i, 8, 500), ours);
          for (int n = 0; n < 40; n++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            if (bytes.length > 1 && n % 2 == 0) {
              // Close to RTP, so that it gets as far as possible; of no payload type that is known.
              bytes[0] = (byte) (0x80 | random.nextInt(64));
              bytes[1] = (byte) (20 + random.nextInt(40));
            }
            peer.send(ByteBuffer.wrap(bytes), n % 3 == 0 ? rtcp : ours);
          }
        });
    assertTrue(Tones.bestShare(heard.caller(25), 500) > 0.9);
    assertTrue(session.stats().received().refused() > 1000);
  }

  @Test
  void otherSource_isPlayedFromItsSecondPacketOn() throws Exception {
    DatagramChannel peer = socket();
    InetSocketAddress ours = call(MediaSettings.Source.NEGOTIATED, peer);
    talk(50, i -> peer.send(packet(i, 8, 500), ours));
    talk(50, i -> peer.send(packet(i + 9000, 9, 900), ours));
    assertTrue(Tones.bestShare(heard.caller(25), 900) > 0.95);
    // Strays of a third one, never two in a row, are not listened to.
    talk(
        50,
        i -> {
          peer.send(packet(i + 9050, 9, 900), ours);
          peer.send(packet(i, 1000 + i, 1500), ours);
        });
    assertTrue(Tones.bestShare(heard.caller(25), 900) > 0.95);
  }

  @Test
  void rtcpOfAStranger_isRefused_andGoodbyeGoesToThePeer() throws Exception {
    DatagramChannel peer = socket();
    DatagramChannel peerRtcp = socket();
    DatagramChannel stranger = socket();
    InetSocketAddress ours = call(MediaSettings.Source.NEGOTIATED, peer);
    session.answer(offer(port(peer)) + "a=rtcp:" + port(peerRtcp) + "\r\n");
    InetSocketAddress rtcp = new InetSocketAddress(LOOPBACK, ours.getPort() + 1);
    byte[] bye = {(byte) 0x81, (byte) 203, 0, 1, 0, 0, 0, 8};
    stranger.send(ByteBuffer.wrap(bye), rtcp);
    await().until(() -> session.stats().received().refused() == 1);
    peerRtcp.send(ByteBuffer.wrap(bye), rtcp);
    await().until(() -> heard.frames() > 5);
    session.close();
    List<Integer> types = new ArrayList<>();
    await()
        .until(
            () -> {
              types.addAll(packetTypes(peerRtcp));
              return types.contains(203);
            });
    // A sender report, who we are, and goodbye.
    assertEquals(List.of(200, 202, 203), types.subList(types.size() - 3, types.size()));
    assertEquals(0, count(stranger));
  }

  /** The types of all RTCP packets that have come. */
  private static List<Integer> packetTypes(DatagramChannel socket) throws IOException {
    List<Integer> types = new ArrayList<>();
    ByteBuffer packet = ByteBuffer.allocate(2048);
    while (socket.receive(packet) != null) {
      packet.flip();
      for (int at = 0; at < packet.limit(); at += 4 * (packet.getShort(at + 2) + 1)) {
        types.add(packet.get(at + 1) & 0xFF);
      }
      packet.clear();
    }
    return types;
  }

  @Test
  void allPortsInUse_failsClearly_andPortsComeBack() {
    MediaSettings base = MediaRooms.settings();
    engine =
        new RtpEngine(
            new MediaSettings(
                new MediaSettings.Network(LOOPBACK, LOOPBACK, 11000, 11007),
                base.codecs(),
                base.encryption(),
                base.source(),
                base.times()));
    List<MediaSession> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      open.add(engine.open(MediaOptions.of("call")));
    }
    NoFreePorts none =
        assertThrows(NoFreePorts.class, () -> engine.open(MediaOptions.of("one too many")));
    assertEquals("All RTP ports from 11000 to 11007 are in use.", none.getMessage());
    open.get(2).close();
    await()
        .ignoreException(NoFreePorts.class)
        .until(() -> engine.open(MediaOptions.of("again")) != null);
  }
}
