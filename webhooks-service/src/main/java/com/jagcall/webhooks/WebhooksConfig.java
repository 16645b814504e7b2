package com.jagcall.webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator decides about webhooks. */
@ConfigMapping(prefix = "jagcall.webhook")
public interface WebhooksConfig {
  /** Whether URLs may be http; for development. */
  @WithDefault("false")
  boolean allowHttp();

  /** Ranges in CIDR notation that may be called although they are not public. */
  Optional<List<String>> allowedNetworks();

  /** Seals the signing secrets in the database: at least 24 random characters. No default. */
  String secretKey();

  /** The key before it, while what it sealed is still there. */
  Optional<String> previousSecretKey();

  /** Who resolves names, as {@code address:port}; the system's own servers when absent. */
  Optional<List<String>> dnsServers();

  /** How long an attempt may take until the 2xx is there. */
  @WithDefault("10S")
  Duration timeout();

  /** How many attempts one replica makes at once, to all endpoints together. */
  @WithDefault("1024")
  int concurrency();

  /** How many of them for one organization: its slow endpoints leave room for the others. */
  @WithDefault("128")
  int organizationConcurrency();

  /** How many of them to one endpoint. */
  @WithDefault("8")
  int endpointConcurrency();

  /** After so long of nothing but failure an endpoint is disabled. */
  @WithDefault("5D")
  Duration disableAfter();

  /** How many days deliveries are kept; more than a delivery can be under way. */
  @WithDefault("30")
  int retentionDays();
}
