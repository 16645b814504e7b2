package com.jagcall.common.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Limits that hold for this replica alone: while Redis is away, and for client addresses. */
@ApplicationScoped
// Caffeine finds its class for this kind of cache by name; Quarkus registers those of commoner
// kinds.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.PSAMS")
class LocalLimiter {
  private static final int MAX_LOGS = 50_000;

  private final Cache<String, SlidingLog> logs =
      Caffeine.newBuilder().maximumSize(MAX_LOGS).expireAfterAccess(Duration.ofMinutes(2)).build();

  Quota admit(String bucket, int limit) {
    return logs.get(bucket, ignored -> new SlidingLog()).admit(limit, nowMicros());
  }

  /** What {@link #admit} would answer, with nothing counted. */
  Quota peek(String bucket, int limit) {
    return logs.get(bucket, ignored -> new SlidingLog()).peek(limit, nowMicros());
  }

  private static long nowMicros() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
  }
}
