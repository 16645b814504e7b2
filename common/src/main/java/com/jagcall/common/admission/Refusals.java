package com.jagcall.common.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Remembers who is over which limit until they are not, so that a flood costs neither Redis nor
 * PostgreSQL. Remembered for the credential, so that a stranger cannot ask on another's behalf.
 */
@ApplicationScoped
class Refusals {
  private static final int MAX_REFUSALS = 50_000;

  private record Refusal(int limit, long untilNanos) {}

  private final Cache<String, Refusal> refusals =
      Caffeine.newBuilder()
          .maximumSize(MAX_REFUSALS)
          .expireAfterWrite(Duration.ofSeconds(61))
          .build();

  void remember(String credential, Endpoint endpoint, Quota refused) {
    long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(refused.resetMicros());
    refusals.put(credential + endpoint.bucket(), new Refusal(refused.limit(), until));
  }

  /** The refusal that still holds for this credential and endpoint. */
  Optional<Quota> find(String credential, Endpoint endpoint) {
    Refusal refusal = refusals.getIfPresent(credential + endpoint.bucket());
    if (refusal == null) {
      return Optional.empty();
    }
    long leftMicros = TimeUnit.NANOSECONDS.toMicros(refusal.untilNanos - System.nanoTime());
    return leftMicros > 0
        ? Optional.of(Quota.refused(refusal.limit, leftMicros))
        : Optional.empty();
  }
}
