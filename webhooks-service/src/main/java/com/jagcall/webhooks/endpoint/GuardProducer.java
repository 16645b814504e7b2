package com.jagcall.webhooks.endpoint;

import com.jagcall.webhooks.WebhooksConfig;
import com.jagcall.webhooks.guard.TargetGuard;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The guard as the operator wants it; it knows nothing of frameworks itself. */
class GuardProducer {
  @Produces
  @Singleton
  TargetGuard guard(WebhooksConfig config) {
    return new TargetGuard(config.allowHttp(), config.allowedNetworks().orElse(List.of()));
  }
}
