package com.jagcall.calls.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The stack's sockets. Those that listen stand behind the {@link PacketGate}. Those of stream
 * transports are connected ahead by {@link #connect} on a thread that may wait, and the stack,
 * which connects on the thread that sends, finds them ready.
 */
public final class SipNetwork implements NetworkLayer {

  /**
   * The stack makes this object by its name, so what it needs is handed over on the thread that
   * makes the stack.
   */
  static final ThreadLocal<PacketGate> GATE = new ThreadLocal<>();

  static final ThreadLocal<SSLContext> TLS = new ThreadLocal<>();

  private static final int CONNECT_MILLIS = 2_000;
  private static final int HANDSHAKE_MILLIS = 3_000;
  private static final int DATAGRAM_BUFFER_BYTES = 1 << 20;

  private final PacketGate gate = GATE.get();
  private final SSLContext tls = TLS.get();
  private final Map<InetSocketAddress, Socket> ready = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Socket> open = new ConcurrentHashMap<>();
  private final Map<InetAddress, String> names = new ConcurrentHashMap<>();

  /** Whether sending there needs no waiting. */
  boolean connected(NextHop hop) {
    InetSocketAddress address = new InetSocketAddress(hop.host(), hop.port());
    Socket there = open.get(address);
    return ready.containsKey(address) || (there != null && !there.isClosed());
  }

  /** Connects, with TLS shakes hands and checks the name: waits up to some seconds for it. */
  void connect(NextHop hop) throws IOException {
    InetSocketAddress address = new InetSocketAddress(hop.host(), hop.port());
    names.put(address.getAddress(), hop.serverName());
    Socket socket = hop.via() == Transport.TLS ? secured(address) : plain(address);
    Socket before = ready.put(address, socket);
    if (before != null) {
      before.close();
    }
  }

  private static Socket plain(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private SSLSocket secured(InetSocketAddress address) throws IOException {
    String name = names.getOrDefault(address.getAddress(), address.getAddress().getHostAddress());
    Socket plain = plain(address);
    try {
      plain.setSoTimeout(HANDSHAKE_MILLIS);
      SSLSocket socket =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, name, address.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      plain.setSoTimeout(0);
      return socket;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private Socket take(InetAddress host, int port) {
    Socket socket = ready.remove(new InetSocketAddress(host, port));
    return socket == null || socket.isClosed() ? null : socket;
  }

  private <S extends Socket> S opened(InetAddress host, int port, S socket) {
    open.values().removeIf(Socket::isClosed);
    open.put(new InetSocketAddress(host, port), socket);
    return socket;
  }

  void close() {
    for (Socket socket : ready.values()) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone, which is what was wanted.
      }
    }
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return new GuardedServerSocket(port, backlog, address, gate);
  }

  @Override
  public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return new GuardedTlsServerSocket(
        createServerSocket(port, backlog, address), tls.getSocketFactory());
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    Socket socket = take(address, port);
    return opened(
        address, port, socket == null ? plain(new InetSocketAddress(address, port)) : socket);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local) throws IOException {
    return createSocket(address, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(address, port);
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
    Socket socket = take(address, port);
    return opened(
        address,
        port,
        socket instanceof SSLSocket there ? there : secured(new InetSocketAddress(address, port)));
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local)
      throws IOException {
    return createSSLSocket(address, port);
  }

  @Override
  public DatagramSocket createDatagramSocket() throws SocketException {
    return new DatagramSocket();
  }

  @Override
  public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
    DatagramSocket socket = new GuardedDatagramSocket(port, address, gate);
    socket.setReceiveBufferSize(DATAGRAM_BUFFER_BYTES);
    return socket;
  }

  @Override
  public void setSipStack(SipStackImpl stack) {
    // Not needed.
  }
}
