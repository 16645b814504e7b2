package com.jagcall.calls.dialogue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Runs the events of one conversation one after the other, on threads that many share. */
final class Mailbox implements Executor {
  /** Of one turn, so that a conversation that lags does not keep the others waiting. */
  private static final int AT_ONCE = 50;

  private final Executor threads;
  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock turn = new ReentrantLock();
  private boolean isClosed;

  Mailbox(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable event) {
    events.add(event);
    if (waiting.getAndIncrement() == 0) {
      threads.execute(this::work);
    }
  }

  int waiting() {
    return waiting.get();
  }

  private void work() {
    int done = 0;
    boolean isMore;
    turn.lock();
    try {
      do {
        Runnable event = events.poll();
        if (!isClosed) {
          event.run();
        }
        done++;
        isMore = waiting.decrementAndGet() > 0;
      } while (isMore && done < AT_ONCE);
    } finally {
      turn.unlock();
    }
    if (isMore) {
      threads.execute(this::work);
    }
  }

  /** Runs the last event on this thread, as soon as the one that runs is over. */
  void close(Runnable last) {
    turn.lock();
    try {
      if (!isClosed) {
        last.run();
        isClosed = true;
      }
    } finally {
      turn.unlock();
    }
  }
}
