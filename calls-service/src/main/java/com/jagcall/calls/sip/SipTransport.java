package com.jagcall.calls.sip;

import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jboss.logging.Logger;

/**
 * JAIN-SIP's parser and transactions (RFC 3261 section 17), and nothing else of it: dialogs are
 * ours ({@link Dialog}), so that what is acknowledged, repeated and routed where stands in one
 * readable place.
 */
final class SipTransport {

  private static final Logger LOG = Logger.getLogger(SipTransport.class);
  private static final AtomicInteger STACKS = new AtomicInteger();

  /** More than a SIP message with a session description ever has. */
  private static final int MESSAGE_BYTES_MAX = 16_384;

  private static final int ATTEMPTS = 5;

  private final SipSettings settings;
  private final SipStackImpl stack;
  private final SipNetwork network;
  private final Map<Transport, Integer> ports = new EnumMap<>(Transport.class);
  private SipProvider provider;

  SipTransport(SipSettings settings, PacketGate gate) {
    this.settings = settings;
    SSLContext tls = TlsContexts.of(settings.tls());
    SipNetwork.GATE.set(gate);
    SipNetwork.TLS.set(tls);
    try {
      stack = new SipStackImpl(properties(tls));
      network = (SipNetwork) stack.getNetworkLayer();
    } catch (SipException e) {
      throw new IllegalStateException("the SIP stack cannot be made", e);
    } finally {
      SipNetwork.GATE.remove();
      SipNetwork.TLS.remove();
    }
  }

  private static Properties properties(SSLContext tls) {
    Properties properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", "jagcall-" + STACKS.incrementAndGet());
    properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    properties.setProperty("javax.sip.ROUTER_PATH", HopRouter.class.getName());
    String nist = "gov.nist.javax.sip.";
    properties.setProperty(nist + "NETWORK_LAYER", SipNetwork.class.getName());
    properties.setProperty(nist + "STACK_LOGGER", QuietStackLogger.class.getName());
    properties.setProperty(nist + "SERVER_LOGGER", QuietServerLogger.class.getName());
    properties.setProperty(nist + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    properties.setProperty(nist + "DELIVER_UNSOLICITED_NOTIFY", "true");
    properties.setProperty(nist + "REENTRANT_LISTENER", "true");
    properties.setProperty(nist + "THREAD_POOL_SIZE", "2");
    properties.setProperty(nist + "THREAD_PRIORITY", String.valueOf(Thread.NORM_PRIORITY));
    properties.setProperty(nist + "MAX_MESSAGE_SIZE", String.valueOf(MESSAGE_BYTES_MAX));
    properties.setProperty(nist + "RECEIVE_UDP_BUFFER_SIZE", String.valueOf(1 << 20));
    properties.setProperty(nist + "SEND_UDP_BUFFER_SIZE", String.valueOf(1 << 20));
    properties.setProperty(nist + "MAX_CONNECTIONS", "512");
    properties.setProperty(nist + "MAX_SERVER_TRANSACTIONS", "20000");
    properties.setProperty(nist + "READ_TIMEOUT", "10000");
    properties.setProperty(nist + "TLS_CLIENT_PROTOCOLS", "TLSv1.2, TLSv1.3");
    properties.setProperty(nist + "TLS_CLIENT_AUTH_TYPE", "Disabled");
    properties.setProperty(
        nist + "ENABLED_CIPHER_SUITES",
        String.join(",", tls.getDefaultSSLParameters().getCipherSuites()));
    return properties;
  }

  /** Opens the ports. */
  void open(SipListener listener) {
    try {
      for (Transport transport : Transport.values()) {
        if (settings.ports().of(transport) >= 0) {
          listen(transport);
        }
      }
      if (provider == null) {
        throw new IllegalStateException("SIP has no port to listen on");
      }
      provider.addSipListener(listener);
      stack.start();
    } catch (SipException | java.util.TooManyListenersException e) {
      throw new IllegalStateException("SIP cannot be started", e);
    }
  }

  private void listen(Transport transport) throws SipException {
    int wanted = settings.ports().of(transport);
    for (int attempt = 1; ; attempt++) {
      int port = wanted == 0 ? freePort(transport) : wanted;
      try {
        ListeningPoint point =
            stack.createListeningPoint(settings.bindAddress(), port, transport.token());
        if (provider == null) {
          provider = stack.createSipProvider(point);
        } else {
          provider.addListeningPoint(point);
        }
        ports.put(transport, port);
        LOG.infof("SIP listens on %s:%d/%s", settings.bindAddress(), port, transport.token());
        return;
      } catch (InvalidArgumentException e) {
        // A free port can be taken by somebody between the look and the use.
        if (wanted != 0 || attempt == ATTEMPTS) {
          throw new IllegalStateException(
              "SIP cannot listen on "
                  + settings.bindAddress()
                  + ":"
                  + port
                  + "/"
                  + transport.token(),
              e);
        }
      }
    }
  }

  private int freePort(Transport transport) {
    try {
      InetAddress address = InetAddress.getByName(settings.bindAddress());
      if (transport == Transport.UDP) {
        try (DatagramSocket socket = new DatagramSocket(0, address)) {
          return socket.getLocalPort();
        }
      }
      try (ServerSocket socket = new ServerSocket(0, 1, address)) {
        return socket.getLocalPort();
      }
    } catch (IOException e) {
      throw new IllegalStateException("no free port on " + settings.bindAddress(), e);
    }
  }

  boolean has(Transport transport) {
    return ports.containsKey(transport);
  }

  int port(Transport transport) {
    return ports.get(transport);
  }

  SipNetwork network() {
    return network;
  }

  /** Sends a request in a transaction of its own; what comes of it goes to {@code exchange}. */
  ClientTransaction send(Request request, NextHop hop, Exchange exchange) throws SipException {
    HopRouter.NEXT.set(hop);
    try {
      ClientTransaction transaction = provider.getNewClientTransaction(request);
      transaction.setApplicationData(exchange);
      transaction.sendRequest();
      return transaction;
    } finally {
      HopRouter.NEXT.remove();
    }
  }

  /** Sends an ACK for a 2xx, which belongs to no transaction. */
  void sendAck(Request ack, NextHop hop) throws SipException {
    HopRouter.NEXT.set(hop);
    try {
      provider.sendRequest(ack);
    } finally {
      HopRouter.NEXT.remove();
    }
  }

  ServerTransaction serverTransaction(Request request) throws SipException {
    return provider.getNewServerTransaction(request);
  }

  /** Sends a response that belongs to no transaction (any more): a repeated 2xx, a challenge. */
  void sendStateless(Response response) throws SipException {
    provider.sendResponse(response);
  }

  void close() {
    stack.stop();
    network.close();
  }

  /** What becomes of a request of ours. Called on the {@link Loop}. */
  interface Exchange {

    void response(Response response);

    /** Nothing came, or it could not be sent. */
    void failed();
  }
}
