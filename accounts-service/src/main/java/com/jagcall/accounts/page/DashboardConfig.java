package com.jagcall.accounts.page;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the dashboard says about the world outside. */
@ApplicationScoped
public class DashboardConfig {
  private final String publicUrl;

  DashboardConfig(
      @ConfigProperty(name = "jagcall.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /** Where developers reach the API, with scheme and without a slash at the end. */
  public String publicUrl() {
    return publicUrl;
  }

  /** The first command of a developer. */
  public String listAgents(String key) {
    return "curl " + publicUrl + "/v1/agents -H \"Authorization: Bearer " + key + "\"";
  }
}
