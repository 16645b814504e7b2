package com.jagcall.common.outbox;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Payloads are records that no signature of a resource names, so a native executable knows them
 * only if they are registered. Said here, it fails in the first test and not in the first
 * deployment.
 */
final class Registered {
  private Registered() {}

  static void check(Class<?> payload) {
    if (payload.isRecord() && !payload.isAnnotationPresent(RegisterForReflection.class)) {
      throw new IllegalStateException(payload.getName() + " lacks @RegisterForReflection");
    }
  }
}
