package com.jagcall.numbers.testing;

import com.jagcall.common.testing.AgentsDouble;
import com.jagcall.common.testing.BillingDouble;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The services that numbers-service asks, and no job that runs by itself. */
public class Peers implements QuarkusTestResourceLifecycleManager {
  private BillingDouble billing;
  private AgentsDouble agents;

  @Override
  public Map<String, String> start() {
    billing =
        new BillingDouble(
            "numbers-service",
            Map.of(
                "number_local", "1.1500", "number_mobile", "3.0000", "number_toll_free", "2.1500"),
            Peers::isHoldOfANumber);
    agents = new AgentsDouble("numbers-service");
    return Map.of(
        "jagcall.billing.url",
        billing.url(),
        "jagcall.agents.url",
        agents.url(),
        "jagcall.renewal.every",
        "off",
        "jagcall.quarantine.every",
        "off");
  }

  private static boolean isHoldOfANumber(JsonObject hold) {
    JsonObject resource = hold.getJsonObject("resource");
    return hold.getString("amount").matches("[0-9]+\\.[0-9]{4}")
        && hold.getInteger("quantity") == 1
        && hold.getInteger("expires_in_seconds") == 600
        && hold.getString("mode").matches("live|test")
        && resource.getString("type").equals("number")
        && resource.getString("id").startsWith("pn_");
  }

  @Override
  public void stop() {
    if (billing != null) {
      billing.stop();
      agents.stop();
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
}
