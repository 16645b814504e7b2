package com.jagcall.webhooks.endpoint;

import com.jagcall.common.guard.Resolver;
import com.jagcall.common.guard.TargetGuard;
import com.jagcall.webhooks.WebhooksConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Guard and resolver as the operator wants them; they know nothing of frameworks themselves. */
class GuardProducer {
  @Produces
  @Singleton
  TargetGuard guard(WebhooksConfig config) {
    return new TargetGuard(config.allowHttp(), config.allowedNetworks().orElse(List.of()));
  }

  @Produces
  @Singleton
  Resolver resolver(WebhooksConfig config) {
    return new Resolver(config.dnsServers().orElse(List.of()));
  }

  void close(@Disposes Resolver resolver) {
    resolver.close();
  }
}
