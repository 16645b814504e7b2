package com.jagcall.calls.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts only connections that the gate admits. */
final class GuardedServerSocket extends ServerSocket {

  private final PacketGate gate;

  GuardedServerSocket(int port, int backlog, InetAddress address, PacketGate gate)
      throws IOException {
    super(port, backlog, address);
    this.gate = gate;
  }

  @Override
  public Socket accept() throws IOException {
    while (true) {
      Socket socket = super.accept();
      if (gate.admits(socket.getInetAddress())) {
        socket.setTcpNoDelay(true);
        return socket;
      }
      socket.close();
    }
  }
}
