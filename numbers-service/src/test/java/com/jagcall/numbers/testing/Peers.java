package com.jagcall.numbers.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The services that numbers-service asks, and no job that runs by itself. */
public class Peers implements QuarkusTestResourceLifecycleManager {
  private BillingDouble billing;
  private AgentsDouble agents;

  @Override
  public Map<String, String> start() {
    billing = new BillingDouble();
    agents = new AgentsDouble();
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
