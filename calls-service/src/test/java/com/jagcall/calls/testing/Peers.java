package com.jagcall.calls.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** The services that calls-service asks, and the port where a test's carrier may listen. */
public class Peers implements QuarkusTestResourceLifecycleManager {
  private BillingDouble billing;
  private AgentsDouble agents;
  private NumbersDouble numbers;
  private MessagingDouble messaging;
  private ModelDouble model;
  private int carrierPort;
  private int sipPort;

  @Override
  public Map<String, String> start() {
    billing = new BillingDouble();
    agents = new AgentsDouble();
    numbers = new NumbersDouble();
    messaging = new MessagingDouble();
    model = new ModelDouble();
    carrierPort = freePort();
    sipPort = freePort();
    return Map.ofEntries(
        Map.entry("jagcall.billing.url", billing.url()),
        Map.entry("jagcall.agents.url", agents.url()),
        Map.entry("jagcall.numbers.url", numbers.url()),
        Map.entry("jagcall.messaging.url", messaging.url()),
        Map.entry("jagcall.dialogue.endpoints.double.url", model.url()),
        Map.entry("jagcall.summary.model", "double"),
        Map.entry("jagcall.summary.every", "off"),
        Map.entry("jagcall.summary.pause", "1ms"),
        Map.entry("jagcall.sip.trunk.carrier.hosts", "127.0.0.1:" + carrierPort),
        Map.entry("jagcall.sip.trunk.carrier.keep-alive", "0S"),
        Map.entry("jagcall.sip.udp-port", String.valueOf(sipPort)),
        Map.entry("jagcall.sip.tcp-port", "-1"));
  }

  /**
   * A port of loopback that nobody listens on now, by UDP nor TCP; nor on the next one, which a
   * telephone takes for TLS.
   */
  public static int freePort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
          ServerSocket tcp = listening(udp.getLocalPort());
          ServerSocket tls = listening(udp.getLocalPort() + 1)) {
        if (tcp.isBound() && tls.isBound()) {
          return udp.getLocalPort();
        }
      } catch (BindException taken) {
        // Then another one.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no free port");
  }

  private static ServerSocket listening(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  @Override
  public void stop() {
    if (billing != null) {
      billing.stop();
      agents.stop();
      numbers.stop();
      messaging.stop();
      model.stop();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(Peers.class));
  }

  /** In the place of billing-service. */
  public BillingDouble billing() {
    return billing;
  }

  /** In the place of agents-service. */
  public AgentsDouble agents() {
    return agents;
  }

  /** In the place of numbers-service. */
  public NumbersDouble numbers() {
    return numbers;
  }

  /** In the place of messaging-service. */
  public MessagingDouble messaging() {
    return messaging;
  }

  /** In the place of an endpoint that speaks as OpenAI's, and sums up calls. */
  public ModelDouble model() {
    return model;
  }

  /** Where calls over the trunk go to, UDP on loopback. */
  public int carrierPort() {
    return carrierPort;
  }

  /** Where this service takes calls from the trunk, UDP on loopback. */
  public int sipPort() {
    return sipPort;
  }
}
