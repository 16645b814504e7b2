package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The one thread on which everything of a user agent happens, so that nothing in it needs a lock:
 * messages, timers, what callers ask for. Nothing that blocks may be put on it.
 */
final class Loop {

  private static final Logger LOG = Logger.getLogger(Loop.class);

  /**
   * Messages waiting, over which new ones are dropped: the peer sends them again, and by then we
   * may have caught up.
   */
  private static final int WAITING_MAX = 20_000;

  private final ScheduledThreadPoolExecutor executor;

  Loop(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs it soon; false when too much waits already or all is over. */
  boolean offer(Runnable work) {
    if (executor.getQueue().size() > WAITING_MAX + timersAllowed()) {
      return false;
    }
    return execute(work);
  }

  /** Every leg has a handful of timers in the same queue. */
  private static int timersAllowed() {
    return 30_000;
  }

  boolean execute(Runnable work) {
    try {
      executor.execute(guarded(work));
      return true;
    } catch (RejectedExecutionException stopped) {
      return false;
    }
  }

  /** Runs it after a while, unless it is cancelled before. */
  Timer after(Duration delay, Runnable work) {
    try {
      Future<?> future = executor.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException stopped) {
      return () -> {};
    }
  }

  void stop() {
    executor.shutdownNow();
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | StackOverflowError fault) {
        LOG.error("SIP user agent: a fault of ours", fault);
      }
    };
  }

  /** Something that will happen unless it is cancelled. */
  @FunctionalInterface
  interface Timer {

    Timer NONE = () -> {};

    void cancel();
  }
}
