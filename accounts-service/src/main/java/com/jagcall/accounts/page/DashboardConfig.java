package com.jagcall.accounts.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the dashboard says about the world outside. */
@Named("dashboard")
@ApplicationScoped
public class DashboardConfig {
  private final String publicUrl;
  private final boolean knowsAgents;
  private final boolean knowsWebhooks;
  private final boolean knowsCalls;

  DashboardConfig(
      @ConfigProperty(name = "jagcall.public-url", defaultValue = "http://localhost:8080")
          String publicUrl,
      @ConfigProperty(name = "jagcall.agents.url") Optional<String> agentsUrl,
      @ConfigProperty(name = "jagcall.webhooks.url") Optional<String> webhooksUrl,
      @ConfigProperty(name = "jagcall.calls.url") Optional<String> callsUrl) {
    this.knowsCalls = callsUrl.isPresent();
    this.knowsWebhooks = webhooksUrl.isPresent();
    this.knowsAgents = agentsUrl.isPresent();
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /** Where developers reach the API, with scheme and without a slash at the end. */
  public String publicUrl() {
    return publicUrl;
  }

  /** Whether there is an agents-service to show agents from. */
  public boolean knowsAgents() {
    return knowsAgents;
  }

  /** Whether there is a webhooks-service to show webhooks from. */
  public boolean knowsWebhooks() {
    return knowsWebhooks;
  }

  /** Whether there is a calls-service that can try agents out. */
  public boolean knowsCalls() {
    return knowsCalls;
  }

  /** The first command of a developer. */
  public String listAgents(String key) {
    return "curl " + publicUrl + "/v1/agents -H \"Authorization: Bearer " + key + "\"";
  }
}
