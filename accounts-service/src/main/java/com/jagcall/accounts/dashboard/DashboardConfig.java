package com.jagcall.accounts.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the dashboard says about the world outside. */
@ConfigMapping(prefix = "jagcall")
public interface DashboardConfig {

  /** Where developers reach the API, with scheme and without a slash at the end. */
  @WithDefault("http://localhost:8080")
  String publicUrl();

  /** The first command of a developer. */
  default String listAgents(String key) {
    return "curl " + publicUrl() + "/v1/agents -H \"Authorization: Bearer " + key + "\"";
  }
}
