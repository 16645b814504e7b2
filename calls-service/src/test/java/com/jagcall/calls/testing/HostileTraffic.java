package com.jagcall.calls.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What else comes to a SIP port than calls. */
public enum HostileTraffic {
  /** RFC 4475's torture messages, from an address that is a trunk's. */
  TORTURE("127.0.0.1", 1, 10),
  /** Invitations from somewhere else, thousands of them. */
  STRANGERS_INVITES("127.0.0.5", 20, 1),
  /** Bytes that mean nothing, from an address that is a trunk's. */
  NOISE("127.0.0.1", 5, 2);

  private static final int DIFFERENT = 50;
  private static final int LONGEST = 1_400;

  private final String from;
  private final int burst;
  private final int pauseMillis;

  HostileTraffic(String from, int burst, int pauseMillis) {
    this.from = from;
    this.burst = burst;
    this.pauseMillis = pauseMillis;
  }

  /** It comes to a port of loopback until it is closed. */
  public Source at(int port) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(from));
    return new Source(socket, port, packets(from + ":" + socket.getLocalPort()), this);
  }

  private List<byte[]> packets(String peer) throws IOException {
    return switch (this) {
      case TORTURE -> torture(peer);
      case STRANGERS_INVITES ->
          IntStream.range(0, DIFFERENT).mapToObj(i -> invite(peer, i)).toList();
      case NOISE -> noise();
    };
  }

  private static List<byte[]> torture(String peer) throws IOException {
    List<byte[]> messages = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/torture"))) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        messages.add(text.replace("{peer}", peer).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return messages;
  }

  private static byte[] invite(String peer, int number) {
    return """
        INVITE sip:+13035550100@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP %1$s;rport;branch=z9hG4bKflood%2$d
        From: <sip:+15550100@%1$s>;tag=flood
        To: <sip:+13035550100@127.0.0.1>
        Call-ID: flood-%2$d
        CSeq: 1 INVITE
        Contact: <sip:flood@%1$s>
        Max-Forwards: 70
        Content-Length: 0

        """
        .formatted(peer, number)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> noise() {
    Random random = new Random(4475);
    return random
        .ints(DIFFERENT, 1, LONGEST)
        .mapToObj(
            length -> {
              byte[] packet = new byte[length];
              random.nextBytes(packet);
              return packet;
            })
        .toList();
  }

  /** A thread that sends. */
  public static final class Source implements AutoCloseable {
    private final DatagramSocket socket;
    private final AtomicInteger sent = new AtomicInteger();
    private final Thread thread;
    private volatile boolean isOver;

    private Source(DatagramSocket socket, int port, List<byte[]> packets, HostileTraffic kind) {
      this.socket = socket;
      thread = new Thread(() -> run(port, packets, kind), "hostile-traffic");
      thread.start();
    }

    private void run(int port, List<byte[]> packets, HostileTraffic kind) {
      try {
        InetAddress there = InetAddress.getByName("127.0.0.1");
        while (!isOver) {
          for (int i = 0; i < kind.burst; i++) {
            byte[] packet = packets.get(sent.getAndIncrement() % packets.size());
            socket.send(new DatagramPacket(packet, packet.length, there, port));
          }
          LockSupport.parkNanos(kind.pauseMillis * 1_000_000L);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** How many packets so far. */
    public int sent() {
      return sent.get();
    }

    @Override
    public void close() {
      isOver = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      socket.close();
    }
  }
}
