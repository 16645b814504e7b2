package com.jagcall.calls.sandbox;

import io.quarkus.arc.DefaultBean;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Goes with the clock, or so many times faster, for tests that do not want to wait. */
@ApplicationScoped
@DefaultBean
class VertxSandboxTime implements SandboxTime {
  private final Vertx vertx;
  private final Clock clock;
  private final int speed;

  VertxSandboxTime(
      Vertx vertx,
      Clock clock,
      @ConfigProperty(name = "jagcall.sandbox.speed", defaultValue = "1") int speed) {
    this.vertx = vertx;
    this.clock = clock;
    this.speed = speed;
  }

  @Override
  public Run begin() {
    return new VertxRun(clock.instant());
  }

  private final class VertxRun implements Run {
    private final Instant start;
    private final Set<Long> timers = ConcurrentHashMap.newKeySet();
    private volatile boolean isStopped;

    VertxRun(Instant start) {
      this.start = start;
    }

    @Override
    public Instant now() {
      return start.plus(Duration.between(start, clock.instant()).multipliedBy(speed));
    }

    @Override
    public Instant at(Duration offset) {
      return start.plus(offset);
    }

    @Override
    public void when(Duration offset, Runnable work) {
      Duration delay = Duration.between(now(), at(offset)).dividedBy(speed);
      long timer =
          vertx.setTimer(
              Math.max(1, delay.toMillis()),
              id -> {
                timers.remove(id);
                if (!isStopped) {
                  work.run();
                }
              });
      timers.add(timer);
    }

    @Override
    public void stop() {
      isStopped = true;
      timers.forEach(vertx::cancelTimer);
      timers.clear();
    }
  }
}
