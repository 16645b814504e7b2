package com.jagcall.calls.switchboard;

import com.jagcall.calls.call.CallState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The steps of one call, one after the other and in their order, however fast they come. One that
 * fails is tried again until it does not: it is a step of the database, which comes back.
 */
final class StepQueue {
  private static final Logger LOG = Logger.getLogger(StepQueue.class);
  private static final int MAX_WAITING = 1_000;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final String callId;
  private final Tasks tasks;
  private final Deque<Step> waiting = new ArrayDeque<>();
  private boolean isBusy;
  private Duration pause = FIRST_PAUSE;

  StepQueue(String callId, Tasks tasks) {
    this.callId = callId;
    this.tasks = tasks;
  }

  private record Step(Supplier<Uni<CallState>> work, Consumer<CallState> done) {}

  /** A step that must be taken. */
  void add(Supplier<Uni<CallState>> work, Consumer<CallState> done) {
    synchronized (this) {
      waiting.add(new Step(work, done));
    }
    next();
  }

  /** A step that is left out when too many wait, because the database has been away for long. */
  void offer(Supplier<Uni<CallState>> work, Consumer<CallState> done) {
    synchronized (this) {
      if (waiting.size() >= MAX_WAITING) {
        return;
      }
    }
    add(work, done);
  }

  private void next() {
    Step step;
    synchronized (this) {
      step = isBusy ? null : waiting.peek();
      isBusy = isBusy || step != null;
    }
    if (step != null) {
      tasks.run(step.work(), state -> succeeded(step, state), this::failed);
    }
  }

  private void succeeded(Step step, CallState state) {
    synchronized (this) {
      waiting.poll();
      isBusy = false;
      pause = FIRST_PAUSE;
    }
    step.done().accept(state);
    next();
  }

  private void failed(Throwable failure) {
    Duration rest;
    synchronized (this) {
      rest = pause;
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
    LOG.warnf("A step of %s waits %d ms: %s", callId, rest.toMillis(), failure);
    tasks.after(rest, this::again);
  }

  private void again() {
    synchronized (this) {
      isBusy = false;
    }
    next();
  }
}
