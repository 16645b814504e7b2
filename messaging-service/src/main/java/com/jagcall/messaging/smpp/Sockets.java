package com.jagcall.messaging.smpp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;

/** Connections to an SMSC, with limits in time, and with TLS if so configured. */
final class Sockets implements ConnectionFactory {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final SmppConfig.Tls tls;
  private final int connectMillis;

  Sockets(SmppConfig.BindConfig config) {
    this.tls = config.tls();
    this.connectMillis = Math.toIntExact(config.timing().connect().toMillis());
  }

  @Override
  public Connection createConnection(String host, int port) throws IOException {
    Socket plain = new Socket();
    try {
      // A submit is one small write, and its answer is waited for.
      plain.setTcpNoDelay(true);
      plain.setKeepAlive(true);
      plain.connect(new InetSocketAddress(host, port), connectMillis);
      return new Wire(plain, tls.enabled() ? secured(plain, host, port) : plain);
    } catch (IOException | RuntimeException failure) {
      plain.close();
      throw failure;
    }
  }

  private Socket secured(Socket plain, String host, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, false);
    SSLParameters parameters = socket.getSSLParameters();
    // Without this the name in the certificate is not compared with the host.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    plain.setSoTimeout(connectMillis);
    socket.startHandshake();
    return socket;
  }

  /** Made for each connection, so that a renewed file of certificates is read. */
  private SSLContext context() throws IOException {
    try {
      if (tls.trust().isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      try (InputStream pem = Files.newInputStream(tls.trust().get())) {
        int number = 0;
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
          trusted.setCertificateEntry("trusted-" + number++, one);
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IOException("TLS cannot be set up: " + unusable.getMessage(), unusable);
    }
  }

  /**
   * A connection whose end never waits: it closes the socket below TLS, because closing the upper
   * one waits for a write that a stalled SMSC does not take.
   */
  private static final class Wire implements Connection {

    private final Socket plain;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(Socket plain, Socket socket) throws IOException {
      this.plain = plain;
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
      this.out = socket.getOutputStream();
    }

    @Override
    public boolean isOpen() {
      return !plain.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
      return plain.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
      return plain.getLocalAddress();
    }

    @Override
    public int getPort() {
      return plain.getPort();
    }

    @Override
    public int getLocalPort() {
      return plain.getLocalPort();
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }

    @Override
    public void setSoTimeout(int millis) throws IOException {
      socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
      plain.close();
    }
  }
}
