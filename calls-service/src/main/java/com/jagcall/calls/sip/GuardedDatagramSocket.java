package com.jagcall.calls.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;

/** Receives only what the gate admits. */
final class GuardedDatagramSocket extends DatagramSocket {

  /** Below this nothing can be a SIP message: keep-alives of NATs and noise. */
  private static final int MESSAGE_BYTES_MIN = 20;

  private final PacketGate gate;

  GuardedDatagramSocket(int port, InetAddress address, PacketGate gate) throws SocketException {
    super(port, address);
    this.gate = gate;
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    int room = packet.getLength();
    while (true) {
      packet.setLength(room);
      super.receive(packet);
      if (packet.getLength() >= MESSAGE_BYTES_MIN && gate.admits(packet.getAddress())) {
        return;
      }
    }
  }
}
