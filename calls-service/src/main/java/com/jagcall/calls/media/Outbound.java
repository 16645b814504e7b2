package com.jagcall.calls.media;

import com.jagcall.calls.media.dtmf.DtmfSender;
import com.jagcall.calls.media.g711.Alaw;
import com.jagcall.calls.media.g711.Ulaw;
import com.jagcall.calls.media.rtcp.RtcpReport;
import com.jagcall.calls.media.rtp.RtpPacket;
import com.jagcall.calls.media.srtp.SrtpSender;
import com.jagcall.calls.sdp.AudioTerms;
import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.CryptoKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What goes: a packet every 20 ms, of queued sound, a key press or silence. Every method under its
 * own lock; only the pacing thread, changes of terms and the end of the call use it.
 */
final class Outbound {
  private static final int FRAME = AudioLine.FRAME_SAMPLES;
  private static final int HEADER = RtpPacket.HEADER;
  private static final int MARKER = 0x80;

  private final Playout playout;
  private final DtmfSender dtmf;
  private final PortPair ports;
  private final int ssrc;
  private final byte[] packet =
      new byte[RtcpReport.MAX_LENGTH + HEADER + FRAME + SrtpSender.MAX_GROWTH];
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(packet.length);
  private final short[] tone = new short[FRAME];
  private AudioTerms terms;
  private CryptoKey key;
  private SrtpSender srtp;
  private int sequence;
  private int timestamp;
  private long lastRound = -1;
  private boolean talking;
  private boolean closed;
  private long packets;
  private long bytes;
  private long failed;

  Outbound(Playout playout, DtmfSender dtmf, PortPair ports, Random random) {
    this.playout = playout;
    this.dtmf = dtmf;
    this.ports = ports;
    ssrc = random.nextInt();
    // From the lower half, so that an encrypted stream does not wrap before its beginning was heard
    // (RFC 3711 3.3.1).
    sequence = random.nextInt(1 << 15);
    timestamp = random.nextInt();
  }

  int ssrc() {
    return ssrc;
  }

  synchronized void terms(AudioTerms agreed) {
    terms = agreed;
    CryptoKey ours = agreed.keys().map(AudioTerms.Keys::ours).orElse(null);
    if (ours == null) {
      srtp = null;
    } else if (!ours.equals(key)) {
      srtp = new SrtpSender(ours);
    }
    key = ours;
  }

  /**
   * Sends this round's packet.
   *
   * @param frame gets what was sent
   * @param reached gets the marks that were passed
   */
  synchronized void send(
      long round, InetSocketAddress target, AudioFrame frame, List<String> reached) {
    timestamp += FRAME * (lastRound < 0 ? 1 : (int) (round - lastRound));
    lastRound = round;
    frame.silence();
    if (closed || !sendable(target)) {
      talking = false;
      return;
    }
    int length = HEADER + FRAME;
    switch (dtmf.next(terms.eventPayloadType().isPresent())) {
      case EVENT -> {
        event();
        transmit(ports.rtp(), HEADER + 4, 4, target);
        return;
      }
      case TONE -> {
        dtmf.writeTone(tone);
        encodeTone();
        frame.setPcm(tone, 0, AudioFrame.Origin.SOUND);
      }
      case PAUSE -> Arrays.fill(packet, HEADER, length, silence());
      case SOUND -> {
        if (playout.next(packet, HEADER, terms.codec(), reached) > 0) {
          told(frame);
        }
      }
    }
    header(terms.payloadType() | (talking ? 0 : MARKER), timestamp);
    talking = true;
    transmit(ports.rtp(), length, FRAME, target);
  }

  private boolean sendable(InetSocketAddress target) {
    return terms != null && terms.direction().sends() && isReal(target);
  }

  /**
   * A wildcard address stands for a hold; the operating system would send it to this machine
   * itself.
   */
  private static boolean isReal(InetSocketAddress target) {
    return target != null && target.getPort() != 0 && !target.getAddress().isAnyLocalAddress();
  }

  private void event() {
    int type = terms.eventPayloadType().orElseThrow();
    header(type | (dtmf.first() ? MARKER : 0), timestamp - dtmf.age());
    dtmf.writeEvent(packet, HEADER);
  }

  private void encodeTone() {
    if (terms.codec() == Codec.PCMA) {
      Alaw.encode(tone, 0, packet, HEADER, FRAME);
    } else {
      Ulaw.encode(tone, 0, packet, HEADER, FRAME);
    }
  }

  private void told(AudioFrame frame) {
    if (terms.codec() == Codec.PCMA) {
      frame.setAlaw(packet, HEADER, AudioFrame.Origin.SOUND);
    } else {
      frame.setUlaw(packet, HEADER, AudioFrame.Origin.SOUND);
    }
  }

  private byte silence() {
    return terms.codec() == Codec.PCMA ? Alaw.SILENCE : Ulaw.SILENCE;
  }

  private void header(int typeAndMarker, int time) {
    RtpPacket.write(packet, typeAndMarker, sequence, time, ssrc);
    sequence = sequence + 1 & 0xFFFF;
  }

  private void transmit(
      DatagramChannel channel, int length, int payload, InetSocketAddress target) {
    int wire = srtp == null ? length : srtp.protect(packet, length);
    if (write(channel, wire, target)) {
      packets++;
      bytes += payload;
    } else {
      failed++;
    }
  }

  private boolean write(DatagramChannel channel, int length, InetSocketAddress target) {
    try {
      buffer.clear();
      buffer.put(packet, 0, length).flip();
      return channel.send(buffer, target) > 0;
    } catch (IOException e) {
      // No route, a full socket: as good as lost on the way, and counted.
      return false;
    }
  }

  /** Sends RTCP, which {@code writing} writes. */
  synchronized void sendRtcp(InetSocketAddress target, Writing writing) {
    if (closed || terms == null || !isReal(target)) {
      return;
    }
    int length =
        writing.write(packet, new RtcpReport.Sent(Instant.now(), timestamp, packets, bytes));
    int wire = srtp == null ? length : srtp.protectRtcp(packet, length);
    write(terms.rtcpMux() ? ports.rtp() : ports.rtcp(), wire, target);
  }

  /** Writes an RTCP packet and returns its length. */
  interface Writing {
    int write(byte[] packet, RtcpReport.Sent sent);
  }

  synchronized void close() {
    closed = true;
  }

  synchronized long packets() {
    return packets;
  }

  synchronized long failed() {
    return failed;
  }
}
