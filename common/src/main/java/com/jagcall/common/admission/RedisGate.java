package com.jagcall.common.admission;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The way to Redis, closed for a moment after every failure: while Redis is away, one request in
 * {@link #PAUSE} finds that out and all others go on without it at once.
 */
@ApplicationScoped
class RedisGate {
  private static final Logger LOG = Logger.getLogger(RedisGate.class);

  /**
   * Generous: a Redis that is gone refuses connections at once, and limits are exact only as long
   * as a slow moment of this machine is not taken for its absence.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(500);

  @Inject Redis redis;

  private final AtomicLong closedUntil = new AtomicLong(System.nanoTime());
  private volatile boolean away;

  /** Fails, at once or after {@link #TIMEOUT}, when Redis is away. */
  Uni<Response> run(Script script, List<String> keys, List<String> arguments) {
    long until = closedUntil.get();
    long now = System.nanoTime();
    if (away) {
      boolean probes = now - until >= 0 && closedUntil.compareAndSet(until, now + PAUSE.toNanos());
      if (!probes) {
        return Uni.createFrom().failure(new RedisAway(null));
      }
    }
    return script
        .run(redis, keys, arguments)
        .ifNoItem()
        .after(TIMEOUT)
        .fail()
        .onItem()
        .invoke(this::open)
        .onFailure()
        .transform(this::close);
  }

  private void open() {
    if (away) {
      away = false;
      LOG.info("Redis is back: limits hold over all replicas again");
    }
  }

  private Throwable close(Throwable cause) {
    closedUntil.set(System.nanoTime() + PAUSE.toNanos());
    if (!away) {
      away = true;
      LOG.warnf(
          "Redis is away (%s): serving under limits of this replica; trying again every %d ms",
          cause, TimeUnit.NANOSECONDS.toMillis(PAUSE.toNanos()));
    }
    return new RedisAway(cause);
  }

  /** Redis did not answer. */
  static final class RedisAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    RedisAway(Throwable cause) {
      super("Redis is away", cause, false, false);
    }
  }
}
