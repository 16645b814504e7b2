package com.jagcall.calls.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One call to a telephone with a habit, whose words these are. Used by one thread. */
final class OddLine {
  private static final Pattern AUDIO = Pattern.compile("m=audio ([0-9]+) ");
  private static final int FRAME_MILLIS = 20;
  private static final int REPEAT_MILLIS = 500;
  private static final int RTP_HEADER = 12;
  private static final int RTP_PACKET = 172;
  private static final byte SILENCE_OF_PCMU = (byte) 0xFF;

  private final DatagramSocket socket;
  private final SocketAddress peer;
  private final String number;
  private final ScheduledExecutorService work;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final DatagramSocket sound;
  private TelephoneHabit habit;
  private boolean isFirst;
  private boolean isAnswered;
  private boolean isUp;
  private boolean isByeAnswered;
  private String invite;
  private Future<?> frames;
  private int sent;

  OddLine(DatagramSocket socket, SocketAddress peer, String number, ScheduledExecutorService work) {
    this.socket = socket;
    this.peer = peer;
    this.number = number;
    this.work = work;
    try {
      sound = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param first whether the number was not called before
   */
  void setHabit(TelephoneHabit its, boolean first) {
    habit = its;
    isFirst = first;
  }

  boolean isFirst() {
    return isFirst;
  }

  String number() {
    return number;
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  /** A request within the call, the first one too. */
  void request(String text) {
    String method = text.substring(0, text.indexOf(' '));
    heard.add(method);
    switch (method) {
      case "INVITE" -> {
        invite = text;
        if (!isUp) {
          habit.invited(this);
        }
      }
      case "CANCEL" -> {
        respond(text, "200 OK", "");
        habit.canceled(this);
      }
      case "BYE" -> habit.hungUp(this, text);
      case "ACK" -> {
        if (isAnswered && !isUp) {
          isUp = true;
          habit.acknowledged(this);
        }
      }
      default -> respond(text, "200 OK", "");
    }
  }

  void respond(String status) {
    respond(invite, status, "");
  }

  /** Answers the INVITE. */
  void answer() {
    isAnswered = true;
    respond(invite, "200 OK", description());
  }

  private String description() {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + sound.getLocalPort()
        + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
  }

  void respond(String request, String status, String body) {
    String headers =
        request
            .lines()
            .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq):.*"))
            .map(line -> isUntagged(line) ? line + ";tag=odd" : line)
            .collect(Collectors.joining("\r\n"));
    String challenge =
        status.startsWith("407")
            ? "Proxy-Authenticate: Digest realm=\"odd\", nonce=\"n" + heard.size() + "\"\r\n"
            : "";
    String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
    send(
        "SIP/2.0 %s\r\n%s\r\nContact: <sip:odd@127.0.0.1:%d>\r\n%s%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, headers, port(), challenge, type, body.length(), body));
  }

  private static boolean isUntagged(String header) {
    return header.startsWith("To:") && !header.contains("tag=");
  }

  /** Sound comes from now on. */
  void speak() {
    Matcher audio = AUDIO.matcher(invite);
    if (frames == null && audio.find()) {
      SocketAddress there = new InetSocketAddress("127.0.0.1", Integer.parseInt(audio.group(1)));
      frames = work.scheduleAtFixedRate(() -> frame(there), 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** No more sound. */
  void fallSilent() {
    if (frames != null) {
      frames.cancel(false);
    }
  }

  private void frame(SocketAddress there) {
    byte[] packet = new byte[RTP_PACKET];
    Arrays.fill(packet, RTP_HEADER, RTP_PACKET, SILENCE_OF_PCMU);
    packet[0] = (byte) 0x80;
    packet[2] = (byte) (sent >> 8);
    packet[3] = (byte) sent;
    int time = 160 * sent++;
    for (int i = 0; i < 4; i++) {
      packet[4 + i] = (byte) (time >> 24 - 8 * i);
    }
    try {
      sound.send(new DatagramPacket(packet, packet.length, there));
    } catch (IOException closed) {
      fallSilent();
    }
  }

  void later(int millis, Runnable then) {
    work.schedule(then, millis, TimeUnit.MILLISECONDS);
  }

  /** A response to the only request that it sends, a BYE. */
  void response() {
    isByeAnswered = true;
  }

  void hangUp() {
    fallSilent();
    hangUp(
        "BYE %s SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKbye%d\r\nFrom: %s;tag=odd\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: 7 BYE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
            .formatted(
                header(invite, "Contact").replaceAll("[<>]", ""),
                port(),
                System.nanoTime(),
                header(invite, "To"),
                header(invite, "From"),
                header(invite, "Call-ID")));
  }

  /** Says so until it is heard. */
  private void hangUp(String bye) {
    if (!isByeAnswered) {
      send(bye);
      later(REPEAT_MILLIS, () -> hangUp(bye));
    }
  }

  private void send(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, peer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String header(String message, String name) {
    return message
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .findFirst()
        .map(line -> line.substring(name.length() + 1).strip())
        .orElse("");
  }

  void close() {
    fallSilent();
    sound.close();
  }
}
