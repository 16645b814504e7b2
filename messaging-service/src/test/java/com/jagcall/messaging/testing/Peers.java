package com.jagcall.messaging.testing;

import com.jagcall.common.testing.AgentsDouble;
import com.jagcall.common.testing.BillingDouble;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** The services that messaging-service asks, an SMSC, and no job that runs by itself. */
public class Peers implements QuarkusTestResourceLifecycleManager {
  private BillingDouble billing;
  private NumbersDouble numbers;
  private AgentsDouble agents;
  private ModelDouble model;
  private int smscPort;

  @Override
  public Map<String, String> start() {
    billing =
        new BillingDouble(
            "messaging-service",
            Map.of("sms_outbound", "0.0079", "sms_inbound", "0.0079"),
            Peers::isHoldOfAMessage);
    numbers = new NumbersDouble();
    agents = new AgentsDouble("messaging-service");
    model = new ModelDouble();
    Map<String, String> config = new HashMap<>();
    config.put("jagcall.billing.url", billing.url());
    config.put("jagcall.numbers.url", numbers.url());
    config.put("jagcall.agents.url", agents.url());
    config.put("jagcall.language-model.url", model.url());
    config.put("jagcall.language-model.key", "key of the test");
    config.put("jagcall.language-model.name", "model-of-the-installation");
    config.put("jagcall.numbers.remember", "1S");
    smscPort = freePort();
    config.put("jagcall.smpp.patience", "PT2S");
    config.put("jagcall.smpp.binds.node.host", "localhost");
    config.put("jagcall.smpp.binds.node.port", String.valueOf(smscPort));
    config.put("jagcall.smpp.binds.node.system-id", "jagcall");
    config.put("jagcall.smpp.binds.node.password", "secret");
    config.put("jagcall.smpp.binds.node.window", "50");
    config.put("jagcall.smpp.binds.node.rate", "100000");
    config.put("jagcall.smpp.binds.node.timing.reconnect", "PT0.1S");
    config.put("jagcall.smpp.binds.node.timing.max-reconnect", "PT0.5S");
    config.put("jagcall.upkeep.every", "off");
    config.put("jagcall.inbound.upkeep", "off");
    config.put("jagcall.inbound.tasks", "off");
    config.put("jagcall.sandbox.every", "off");
    return config;
  }

  private static boolean isHoldOfAMessage(JsonObject hold) {
    JsonObject resource = hold.getJsonObject("resource");
    return hold.getInteger("quantity") >= 1
        && hold.getInteger("expires_in_seconds") == 86_400
        && hold.getString("mode").equals("live")
        && resource.getString("type").equals("sms")
        && resource.getString("id").startsWith("sms_");
  }

  @Override
  public void stop() {
    if (billing != null) {
      billing.stop();
      numbers.stop();
      agents.stop();
      model.stop();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(Peers.class));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a test may start an SMSC, to which the service binds then. */
  public int smscPort() {
    return smscPort;
  }

  /** In the place of billing-service. */
  public BillingDouble billing() {
    return billing;
  }

  /** In the place of numbers-service. */
  public NumbersDouble numbers() {
    return numbers;
  }

  /** In the place of agents-service. */
  public AgentsDouble agents() {
    return agents;
  }

  /** In the place of an endpoint that speaks as OpenAI's. */
  public ModelDouble model() {
    return model;
  }
}
