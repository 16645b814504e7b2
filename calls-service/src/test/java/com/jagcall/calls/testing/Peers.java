package com.jagcall.calls.testing;

import static java.util.Map.entry;

import com.jagcall.common.testing.AgentsDouble;
import com.jagcall.common.testing.BillingDouble;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The services that calls-service asks, and the port where a test's carrier may listen. */
public class Peers implements QuarkusTestResourceLifecycleManager {
  /** How numbers begin that are called over the first trunk, and over the second if that fails. */
  public static final String TWO_TRUNKS = "+16467";

  private static final int FIRST_PORT = 10_000;
  private static final int PORT_AFTER_LAST = 20_000;

  private BillingDouble billing;
  private AgentsDouble agents;
  private NumbersDouble numbers;
  private MessagingDouble messaging;
  private ModelDouble model;
  private int carrierPort;
  private int secondPort;
  private int sipPort;

  @Override
  public Map<String, String> start() {
    billing =
        new BillingDouble(
            "calls-service",
            Map.of("voice_outbound", "0.0003", "voice_inbound", "0.0003"),
            hold -> hold.getLong("quantity") >= 1);
    agents = new AgentsDouble("calls-service");
    numbers = new NumbersDouble();
    messaging = new MessagingDouble();
    model = new ModelDouble();
    carrierPort = freePort();
    secondPort = freePort();
    sipPort = freePort();
    return Map.ofEntries(
        entry("jagcall.billing.url", billing.url()),
        entry("jagcall.agents.url", agents.url()),
        entry("jagcall.numbers.url", numbers.url()),
        entry("jagcall.messaging.url", messaging.url()),
        entry("jagcall.dialogue.endpoints.double.url", model.url()),
        entry("jagcall.summary.model", "double"),
        entry("jagcall.summary.every", "off"),
        entry("jagcall.summary.pause", "1ms"),
        entry("jagcall.sip.trunk.carrier.hosts", "127.0.0.1:" + carrierPort),
        entry("jagcall.sip.trunk.carrier.prefixes", "+," + TWO_TRUNKS),
        entry("jagcall.sip.trunk.carrier.keep-alive", "0S"),
        entry("jagcall.sip.trunk.second.hosts", "127.0.0.1:" + secondPort),
        entry("jagcall.sip.trunk.second.prefixes", TWO_TRUNKS),
        entry("jagcall.sip.trunk.second.priority", "200"),
        entry("jagcall.sip.trunk.second.keep-alive", "0S"),
        entry("jagcall.sip.trunk.second.outbound.username", "jagcall"),
        entry("jagcall.sip.trunk.second.outbound.password", "not the right one"),
        entry("jagcall.sip.udp-port", String.valueOf(sipPort)),
        entry("jagcall.sip.tcp-port", "-1"));
  }

  /**
   * One that is free, and stays so until somebody listens there: below the ports that systems give
   * to whoever asks for any.
   */
  public static int freePort() {
    return ThreadLocalRandom.current()
        .ints(FIRST_PORT, PORT_AFTER_LAST)
        .filter(Peers::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", port))) {
      return socket.isBound();
    } catch (SocketException inUse) {
      return false;
    }
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

  /** Where the second trunk of some numbers is, UDP on loopback. */
  public int secondPort() {
    return secondPort;
  }

  /** Where this service takes calls from the trunk, UDP on loopback. */
  public int sipPort() {
    return sipPort;
  }
}
