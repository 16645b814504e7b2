package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * A peer that says exactly what a test tells it to, over UDP: for what a well-behaved one never
 * does.
 */
final class RawPeer implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final DatagramSocket socket;
  private InetAddress peer;
  private int peerPort;

  RawPeer(String address) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByName(address));
  }

  RawPeer() throws IOException {
    this("127.0.0.1");
  }

  int port() {
    return socket.getLocalPort();
  }

  String host() {
    return socket.getLocalAddress().getHostAddress() + ":" + port();
  }

  RawPeer talksTo(int port) throws IOException {
    peer = InetAddress.getByName("127.0.0.1");
    peerPort = port;
    return this;
  }

  /** The next message that begins with the method or status line given; others are passed over. */
  String expect(String start) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (System.nanoTime() < deadline) {
      String message = receive(PATIENCE_MILLIS);
      if (message != null && message.startsWith(start)) {
        return message;
      }
    }
    return fail("no " + start);
  }

  /** The next message, or null after a while. */
  String receive(int millis) throws IOException {
    socket.setSoTimeout(millis);
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException nothing) {
      return null;
    }
    peer = packet.getAddress();
    peerPort = packet.getPort();
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, peer, peerPort));
  }

  void send(String message) throws IOException {
    send(message.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers a request. */
  void respond(String request, String status, String body) throws IOException {
    send(response(request, status, "raw", body));
  }

  String response(String request, String status, String tag, String body) {
    String headers =
        request
            .lines()
            .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq|Record-Route):.*"))
            .map(
                line ->
                    line.startsWith("To:") && !line.contains("tag=") ? line + ";tag=" + tag : line)
            .collect(Collectors.joining("\r\n"));
    String contact = "Contact: <sip:raw@" + host() + ">\r\n";
    String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
    return "SIP/2.0 "
        + status
        + "\r\n"
        + headers
        + "\r\n"
        + contact
        + type
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** The value of a header of a message. */
  static String header(String message, String name) {
    return message
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .findFirst()
        .map(line -> line.substring(name.length() + 1).strip())
        .orElse(null);
  }

  @Override
  public void close() {
    socket.close();
  }
}
