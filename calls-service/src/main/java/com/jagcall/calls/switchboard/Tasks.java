package com.jagcall.calls.switchboard;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs work that no request asked for, each piece where sessions of its own can be opened. */
@ApplicationScoped
public class Tasks {
  private static final long SHORTEST_MILLIS = 1;

  private final Vertx vertx;

  Tasks(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Something that will be done later, unless it is cancelled. */
  @FunctionalInterface
  public interface Timer {
    /** Without effect when it was done. */
    void cancel();
  }

  /** Runs it now, on a thread of Vert.x; one of the two is told what came of it. */
  public <T> void run(Supplier<Uni<T>> work, Consumer<? super T> done, Consumer<Throwable> failed) {
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        ignored ->
            Uni.createFrom().voidItem().chain(() -> work.get()).subscribe().with(done, failed));
  }

  /** Runs it so much later, or at once when that is over. */
  public Timer after(Duration delay, Runnable work) {
    long timer = vertx.setTimer(Math.max(SHORTEST_MILLIS, delay.toMillis()), ignored -> work.run());
    return () -> vertx.cancelTimer(timer);
  }

  /** Runs it again and again. */
  public Timer every(Duration period, Runnable work) {
    long timer = vertx.setPeriodic(period.toMillis(), ignored -> work.run());
    return () -> vertx.cancelTimer(timer);
  }
}
