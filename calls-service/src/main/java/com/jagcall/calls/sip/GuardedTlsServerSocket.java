package com.jagcall.calls.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Accepts only connections that the gate admits, and speaks TLS as the server on them. */
final class GuardedTlsServerSocket extends SSLServerSocket {

  /** A peer that says nothing in its handshake must not hold up the others for longer. */
  private static final int HANDSHAKE_MILLIS = 3_000;

  private final ServerSocket plain;
  private final SSLSocketFactory factory;
  private boolean need;
  private boolean want;

  GuardedTlsServerSocket(ServerSocket plain, SSLSocketFactory factory) throws IOException {
    this.plain = plain;
    this.factory = factory;
  }

  @Override
  public Socket accept() throws IOException {
    Socket socket = plain.accept();
    socket.setSoTimeout(HANDSHAKE_MILLIS);
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, null, true);
    secured.setUseClientMode(false);
    secured.addHandshakeCompletedListener(done -> quietly(socket));
    return secured;
  }

  /** A connection that is up may be silent as long as it likes. */
  private static void quietly(Socket socket) {
    try {
      socket.setSoTimeout(0);
    } catch (IOException closed) {
      // Then there is nothing to wait for.
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
    super.close();
  }

  @Override
  public boolean isClosed() {
    return plain.isClosed();
  }

  @Override
  public int getLocalPort() {
    return plain.getLocalPort();
  }

  @Override
  public InetAddress getInetAddress() {
    return plain.getInetAddress();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return plain.getLocalSocketAddress();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    // The platform's defaults are good.
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  @Override
  public String[] getSupportedProtocols() {
    return new String[] {"TLSv1.2", "TLSv1.3"};
  }

  @Override
  public String[] getEnabledProtocols() {
    return getSupportedProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    // The platform's defaults are good.
  }

  @Override
  public void setNeedClientAuth(boolean needed) {
    need = needed;
  }

  @Override
  public boolean getNeedClientAuth() {
    return need;
  }

  @Override
  public void setWantClientAuth(boolean wanted) {
    want = wanted;
  }

  @Override
  public boolean getWantClientAuth() {
    return want;
  }

  @Override
  public void setUseClientMode(boolean client) {
    // Always the server.
  }

  @Override
  public boolean getUseClientMode() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean allowed) {
    // Always.
  }

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }
}
