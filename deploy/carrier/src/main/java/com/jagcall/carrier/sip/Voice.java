package com.jagcall.carrier.sip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One call's RTP (RFC 3550): every 20 ms a packet of G.711, and between them what comes in is read.
 * Its {@link Pacer} ticks it.
 */
final class Voice implements AutoCloseable {

  static final int SAMPLES = 160;
  private static final int HEADER_BYTES = 12;
  private static final int ECHO_FRAMES_MAX = 10;

  /** Three tones, a second in all, then a pause; in ticks of 20 ms. */
  private static final int[] GREETING_HERTZ = {440, 554, 659};

  private static final int TONE_TICKS = 17;
  private static final int DIGIT_TICKS = 8;
  private static final int DIGIT_PAUSE_TICKS = 5;

  private final DatagramChannel channel;
  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private final Deque<byte[]> echo = new ArrayDeque<>();
  private final ByteBuffer incoming = ByteBuffer.allocate(2_048);
  private Media media;
  private SocketAddress latched;
  private boolean quiet;
  private Person person;
  private Runnable whenLeaving = () -> {};
  private boolean isLoud;
  private String digits = "";
  private int digitTick;
  private long digitStart;
  private int tick;
  private int sequence = ThreadLocalRandom.current().nextInt(1 << 15);
  private long timestamp = ThreadLocalRandom.current().nextInt(1 << 30);
  private double phase;
  private volatile long received;
  private volatile boolean closed;

  Voice(String host) throws IOException {
    channel = DatagramChannel.open().bind(new InetSocketAddress(host, 0));
    channel.configureBlocking(false);
  }

  int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  long received() {
    return received;
  }

  /** Speaks as agreed from now on. */
  synchronized void speak(Media agreed) {
    media = agreed;
    latched = null;
  }

  synchronized void quiet() {
    quiet = true;
  }

  /**
   * Somebody speaks here.
   *
   * @param leaving told, more than once perhaps, when they want to hang up
   */
  synchronized void person(Person somebody, Runnable leaving) {
    person = somebody;
    whenLeaving = leaving;
  }

  synchronized void press(String more) {
    digits += more;
  }

  /** 20 ms have passed. */
  synchronized void tick() {
    if (closed || media == null) {
      return;
    }
    try {
      isLoud = false;
      read();
      if (media.sending()) {
        if (!digits.isEmpty() && media.digits() >= 0 && tick >= TONE_TICKS * 3) {
          digit();
        } else {
          send(media.payloadType(), tick == 0, timestamp, frame());
        }
      }
    } catch (IOException e) {
      // The peer's port is closed: it hangs up soon, or never listened.
    }
    tick++;
    timestamp += SAMPLES;
  }

  private void read() throws IOException {
    while (true) {
      incoming.clear();
      SocketAddress from = channel.receive(incoming);
      if (from == null) {
        return;
      }
      incoming.flip();
      boolean audio =
          incoming.limit() == HEADER_BYTES + SAMPLES
              && (incoming.get(1) & 0x7F) == media.payloadType();
      if (audio) {
        received++;
        // Behind a NAT the description names another port than the packets come from.
        latched = from;
        byte[] frame = new byte[SAMPLES];
        incoming.get(HEADER_BYTES, frame);
        heard(frame);
      }
    }
  }

  private void heard(byte[] frame) {
    if (person != null) {
      short[] pcm = new short[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        pcm[i] = G711.decode(media.payloadType(), frame[i]);
      }
      isLoud |= Person.isLoud(pcm);
      return;
    }
    echo.addLast(frame);
    if (echo.size() > ECHO_FRAMES_MAX) {
      echo.removeFirst();
    }
  }

  private byte[] frame() {
    return person == null ? machine() : speech();
  }

  private byte[] speech() {
    short[] pcm = person.tick(isLoud);
    if (person.isLeaving()) {
      whenLeaving.run();
    }
    byte[] frame = new byte[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      frame[i] = G711.encode(media.payloadType(), pcm == null ? 0 : pcm[i]);
    }
    return frame;
  }

  private byte[] machine() {
    int tone = tick / TONE_TICKS;
    if (quiet) {
      return silence();
    }
    if (tone < GREETING_HERTZ.length) {
      return tone(GREETING_HERTZ[tone]);
    }
    byte[] heard = echo.pollFirst();
    return heard == null ? silence() : heard;
  }

  private byte[] silence() {
    byte[] frame = new byte[SAMPLES];
    Arrays.fill(frame, G711.silence(media.payloadType()));
    return frame;
  }

  private byte[] tone(int hertz) {
    byte[] frame = new byte[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      frame[i] = G711.encode(media.payloadType(), (int) (8_000 * Math.sin(phase)));
      phase += 2 * Math.PI * hertz / 8_000;
    }
    return frame;
  }

  /** RFC 4733: the same event with a growing duration, its end three times. */
  private void digit() throws IOException {
    if (digitTick == 0) {
      digitStart = timestamp;
    }
    digitTick++;
    if (digitTick <= DIGIT_TICKS) {
      boolean end = digitTick == DIGIT_TICKS;
      int duration = digitTick * SAMPLES;
      byte[] event = {
        (byte) "0123456789*#ABCD".indexOf(digits.charAt(0)),
        (byte) (end ? 0x8A : 0x0A),
        (byte) (duration >> 8),
        (byte) duration
      };
      for (int copies = end ? 3 : 1; copies > 0; copies--) {
        send(media.digits(), digitTick == 1, digitStart, event);
      }
    } else if (digitTick > DIGIT_TICKS + DIGIT_PAUSE_TICKS) {
      digitTick = 0;
      digits = digits.substring(1);
    }
  }

  private void send(int payloadType, boolean marker, long at, byte[] payload) throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    packet.put((byte) 0x80).put((byte) (payloadType | (marker ? 0x80 : 0)));
    packet.putShort((short) sequence++).putInt((int) at).putInt(ssrc).put(payload).flip();
    channel.send(packet, latched == null ? media.remote() : latched);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed as far as it can be.
    }
  }
}
