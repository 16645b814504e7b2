package com.jagcall.calls.recording;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Writes all recordings of this replica on one thread, a little at a time. */
final class RecordingWriter implements AutoCloseable {
  /** What is at most missing after a crash, give or take the time a round takes. */
  static final Duration EVERY = Duration.ofMillis(500);

  private static final Logger LOG = Logger.getLogger(RecordingWriter.class);

  private final Set<OpenRecording> open = ConcurrentHashMap.newKeySet();
  private final SoundBuffer buffer = new SoundBuffer();
  private final int limit;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "recording-writer"));

  /**
   * @param limit how many recordings may be open at once
   */
  RecordingWriter(int limit) {
    this.limit = limit;
    thread.scheduleWithFixedDelay(
        this::flush, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Writes this one from now on. Beyond the limit it fails instead. */
  void add(OpenRecording recording) {
    if (open.size() >= limit) {
      LOG.warnf("more than %d recordings at once: one is not made", limit);
      recording.refuse();
      return;
    }
    open.add(recording);
  }

  /** Writes it soon, if the thread has not come to it anyway. */
  void hurry(OpenRecording recording) {
    try {
      thread.execute(
          () -> {
            if (open.contains(recording)) {
              recording.flush(buffer);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("the end of all recordings writes it");
    }
  }

  /** Ends it soon, on the writer's thread; {@code then} is run when there is a finished file. */
  void end(OpenRecording recording, Runnable then) {
    try {
      thread.execute(
          () -> {
            open.remove(recording);
            if (recording.end(buffer)) {
              then.run();
            } else {
              recording.refuse();
            }
          });
    } catch (RejectedExecutionException e) {
      recording.refuse();
    }
  }

  /** How many are open. */
  int size() {
    return open.size();
  }

  /** Ends all that are open, waits for it for at most ten seconds, and stops. */
  @Override
  public void close() {
    open.forEach(OpenRecording::finish);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("recordings were not finished in time; the next start does it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void flush() {
    for (OpenRecording recording : open) {
      try {
        recording.flush(buffer);
      } catch (RuntimeException e) {
        // Whatever this is, the thread must live for the others.
        LOG.error("a recording could not be written", e);
      }
    }
  }
}
