package com.jagcall.calls.recording;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/**
 * Does what blocks on a worker thread, and goes on where it was asked: a transaction after it is in
 * the context that Hibernate wants.
 */
@ApplicationScoped
class BlockingWork {
  private final Vertx vertx;

  BlockingWork(Vertx vertx) {
    this.vertx = vertx;
  }

  <T> Uni<T> run(Callable<T> work) {
    return Uni.createFrom()
        .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
  }
}
