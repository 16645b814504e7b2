package com.jagcall.calls.recording;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Brings finished recordings to the store and says that they are there. The file stays until both
 * have succeeded, so that either is tried again, after a restart too; both bear repetition. Tries
 * follow each other ever more slowly and never end: the file is the only copy.
 */
final class Deliveries implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);
  private static final int THREADS = 2;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final RecordingStore store;
  private final Announcement announcement;
  private final Duration pause;
  private final Set<Path> waiting = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(THREADS, task -> new Thread(task, "recording-delivery"));

  /** Tells that a recording can be fetched; returns when that is known for good. */
  interface Announcement {
    void available(RecordingKey key, Duration duration) throws Exception;
  }

  /**
   * @param pause before the second try; doubled for each after it, up to five minutes
   */
  Deliveries(RecordingStore store, Announcement announcement, Duration pause) {
    this.store = store;
    this.announcement = announcement;
    this.pause = pause;
  }

  /** Takes care of a finished file. */
  void add(RecordingKey key, Path file) {
    add(key, file, available -> {});
  }

  /**
   * The same.
   *
   * @param first is told whether the first try succeeded, before anybody else is
   */
  void add(RecordingKey key, Path file, Consumer<Boolean> first) {
    if (!waiting.add(file) || !schedule(() -> attempt(key, file, 0, first), Duration.ZERO)) {
      first.accept(false);
    }
  }

  /** How many are not stored yet. */
  int size() {
    return waiting.size();
  }

  /** Stops trying again; lets what is being tried end, for at most five seconds. */
  @Override
  public void close() {
    threads.getQueue().removeIf(task -> ((Delayed) task).getDelay(TimeUnit.MILLISECONDS) > 0);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(RecordingKey key, Path file, int failures, Consumer<Boolean> first) {
    try {
      store.put(key, file);
      first.accept(true);
      announcement.available(key, WavFile.duration(Files.size(file)));
      Files.delete(file);
      waiting.remove(file);
    } catch (Exception e) {
      // Whatever it was, the next try may find it gone.
      LOG.warnf("%s is not stored yet (try %d): %s", key.path(), failures + 1, e);
      first.accept(false);
      schedule(() -> attempt(key, file, failures + 1, available -> {}), pause(failures));
    }
  }

  private Duration pause(int failures) {
    Duration next = pause.multipliedBy(1L << Math.min(failures, 20));
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }

  private boolean schedule(Runnable task, Duration delay) {
    try {
      threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      LOG.debug("left for the next start");
      return false;
    }
  }
}
