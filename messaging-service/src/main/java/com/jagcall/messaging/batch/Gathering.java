package com.jagcall.messaging.batch;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gathers what comes while a transaction runs, and does it with the next one: alone and at once
 * when little happens, many at a time when much does.
 */
public final class Gathering<T> {
  private final int most;
  private final Context context;
  private final Function<List<T>, Uni<Void>> work;
  private List<Waiting<T>> waiting = new ArrayList<>();
  private boolean isRunning;

  private record Waiting<T>(T item, UniEmitter<? super Void> emitter) {}

  /**
   * A gathering.
   *
   * @param most how many are done together
   * @param work does them; its failure is everybody's
   */
  public Gathering(Vertx vertx, int most, Function<List<T>, Uni<Void>> work) {
    this.most = most;
    // An event loop of its own, as far as there are any: those of a service share the work.
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.work = work;
  }

  /** Ends when the item was done, with the others of its transaction. */
  public Uni<Void> add(T item) {
    return Uni.createFrom().emitter(emitter -> enter(new Waiting<>(item, emitter)));
  }

  private void enter(Waiting<T> entry) {
    synchronized (this) {
      waiting.add(entry);
      if (isRunning) {
        return;
      }
      isRunning = true;
    }
    run();
  }

  private void run() {
    List<Waiting<T>> batch = next();
    if (!batch.isEmpty()) {
      onNewContext(context, () -> work.apply(batch.stream().map(Waiting::item).toList()))
          .subscribe()
          .with(done -> end(batch, null), failure -> end(batch, failure));
    }
  }

  private synchronized List<Waiting<T>> next() {
    if (waiting.isEmpty()) {
      isRunning = false;
      return List.of();
    }
    List<Waiting<T>> batch = waiting.subList(0, Math.min(most, waiting.size()));
    waiting = new ArrayList<>(waiting.subList(batch.size(), waiting.size()));
    return batch;
  }

  private void end(List<Waiting<T>> batch, Throwable failure) {
    run();
    for (Waiting<T> entry : batch) {
      if (failure == null) {
        entry.emitter().complete(null);
      } else {
        entry.emitter().fail(failure);
      }
    }
  }

  /** Runs work on a context of its own, as a request does, so that it can have a session. */
  public static <R> Uni<R> onNewContext(Context root, Supplier<Uni<R>> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Context own = VertxContext.createNewDuplicatedContext(root);
              VertxContextSafetyToggle.setContextSafe(own, true);
              own.runOnContext(
                  ignored ->
                      Uni.createFrom()
                          .deferred(() -> work.get())
                          .subscribe()
                          .with(emitter::complete, emitter::fail));
            });
  }
}
