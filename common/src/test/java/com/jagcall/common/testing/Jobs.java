package com.jagcall.common.testing;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/** Runs jobs as the scheduler does. */
public final class Jobs {
  private Jobs() {}

  /** Runs one to its end. */
  public static void run(Supplier<Uni<Void>> job) {
    try {
      VertxContextSupport.subscribeAndAwait(
          () -> job.get().ifNoItem().after(Duration.ofSeconds(60)).fail());
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
