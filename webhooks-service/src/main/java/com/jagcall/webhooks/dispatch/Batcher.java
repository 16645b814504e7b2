package com.jagcall.webhooks.dispatch;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Gathers what comes while a statement runs, and does it with the next one: alone and at once when
 * little happens, many at a time when much does. Used from one thread.
 */
final class Batcher<T> {
  private final int most;
  private final Executor thread;
  private final Function<List<T>, Uni<Void>> statement;
  private List<T> waiting = new ArrayList<>();
  private boolean isRunning;

  /**
   * A batcher.
   *
   * @param most how many one statement takes
   * @param thread runs what is given to it on the one thread
   * @param statement does them, and never fails: whoever can fail says so to those concerned
   */
  Batcher(int most, Executor thread, Function<List<T>, Uni<Void>> statement) {
    this.most = most;
    this.thread = thread;
    this.statement = statement;
  }

  void add(T item) {
    waiting.add(item);
    if (!isRunning) {
      isRunning = true;
      // What else this turn of the thread has to add comes with it.
      thread.execute(this::run);
    }
  }

  private void run() {
    if (waiting.isEmpty()) {
      isRunning = false;
      return;
    }
    List<T> batch = waiting.size() <= most ? waiting : waiting.subList(0, most);
    waiting =
        waiting.size() <= most
            ? new ArrayList<>()
            : new ArrayList<>(waiting.subList(most, waiting.size()));
    statement
        .apply(batch)
        .subscribe()
        .with(done -> thread.execute(this::run), failure -> thread.execute(this::run));
  }
}
