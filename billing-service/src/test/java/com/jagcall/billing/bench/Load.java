package com.jagcall.billing.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A number of requests always under way, on one event loop. */
final class Load {
  private final Vertx vertx;
  private final int concurrency;

  Load(Vertx vertx, int concurrency) {
    this.vertx = vertx;
    this.concurrency = concurrency;
  }

  /** How many requests end in a second. */
  double perSecond(Duration duration, Supplier<Future<?>> request) throws Exception {
    long end = System.nanoTime() + duration.toNanos();
    return run(() -> System.nanoTime() < end, request);
  }

  /** Sends so many requests; answers how many end in a second. */
  double times(int count, Supplier<Future<?>> request) throws Exception {
    AtomicInteger left = new AtomicInteger(count);
    return run(() -> left.getAndDecrement() > 0, request);
  }

  private double run(BooleanSupplier goOn, Supplier<Future<?>> request) throws Exception {
    long start = System.nanoTime();
    Promise<Long> total = Promise.promise();
    vertx.runOnContext(
        ignored -> {
          List<Future<Long>> workers = new ArrayList<>();
          for (int i = 0; i < concurrency; i++) {
            workers.add(work(goOn, request, 0));
          }
          Future.all(workers)
              .map(done -> workers.stream().mapToLong(Future::result).sum())
              .onComplete(total);
        });
    long count = total.future().toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
    return count * 1e9 / (System.nanoTime() - start);
  }

  private static Future<Long> work(BooleanSupplier goOn, Supplier<Future<?>> request, long done) {
    return goOn.getAsBoolean()
        ? request.get().compose(ignored -> work(goOn, request, done + 1))
        : Future.succeededFuture(done);
  }
}
