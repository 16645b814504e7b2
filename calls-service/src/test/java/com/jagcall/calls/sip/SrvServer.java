package com.jagcall.calls.sip;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A DNS server that knows SRV records, all of them at {@code localhost}, for whatever name it is
 * asked about.
 */
final class SrvServer implements AutoCloseable {

  private static final int SRV = 33;

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
  private final List<int[]> records = new ArrayList<>();

  SrvServer() throws IOException {
    Thread thread = new Thread(this::serve, "dns");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  synchronized void record(int priority, int port) {
    records.add(new int[] {priority, port});
  }

  private void serve() {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
      try {
        socket.receive(packet);
        byte[] answer = answer(packet.getData());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private synchronized byte[] answer(byte[] query) throws IOException {
    int end = 12;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    boolean srv = query[end + 2] == SRV;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(query, 0, 2);
    out.writeShort(0x8580);
    out.writeShort(1);
    out.writeShort(srv ? records.size() : 0);
    out.writeInt(0);
    out.write(query, 12, end + 5 - 12);
    for (int[] record : srv ? records : List.<int[]>of()) {
      byte[] host = "localhost".getBytes(StandardCharsets.US_ASCII);
      out.writeShort(0xC00C);
      out.writeShort(SRV);
      out.writeShort(1);
      out.writeInt(60);
      out.writeShort(6 + host.length + 2);
      out.writeShort(record[0]);
      out.writeShort(1);
      out.writeShort(record[1]);
      out.writeByte(host.length);
      out.write(host);
      out.writeByte(0);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
