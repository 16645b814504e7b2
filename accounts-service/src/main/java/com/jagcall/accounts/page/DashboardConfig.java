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

  DashboardConfig(
      @ConfigProperty(name = "jagcall.public-url", defaultValue = "http://localhost:8080")
          String publicUrl,
      @ConfigProperty(name = "jagcall.agents.url") Optional<String> agentsUrl) {
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

  /** The first command of a developer. */
  public String listAgents(String key) {
    return "curl " + publicUrl + "/v1/agents -H \"Authorization: Bearer " + key + "\"";
  }
}
