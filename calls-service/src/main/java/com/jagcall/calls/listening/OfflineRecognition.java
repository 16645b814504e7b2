package com.jagcall.calls.listening;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Recognises with no account and no download: Sphinx4 with the grammar of a scenario, in US
 * English. A demonstration: what the grammar does not know is not understood, and never guessed.
 * Few recognisers serve many calls, each for one turn; a turn that finds none idle is heard when
 * one is, much faster than it was spoken.
 */
public final class OfflineRecognition implements Recognition, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OfflineRecognition.class);
  private static final int MAX_WAITING = 500;

  /** A turn of a minute and a bit. */
  private static final int MAX_FRAMES = 4_000;

  private final String grammar;
  private final Deque<Sphinx> idle = new ArrayDeque<>();
  private final ThreadPoolExecutor threads;

  /**
   * A recognition that has loaded nothing yet.
   *
   * @param grammar JSGF 1.0
   * @param recognisers at most; each takes 90 MB when it was needed once
   */
  public OfflineRecognition(String grammar, int recognisers) {
    this.grammar = grammar;
    this.threads =
        new ThreadPoolExecutor(
            recognisers,
            recognisers,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread thread = new Thread(task, "recognition-offline");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Loads one recogniser, so that the first turn need not wait for it; returns at once. */
  public void warm() {
    threads.execute(() -> giveBack(take()));
  }

  @Override
  public Hearing listen(String language, RecognitionListener listener) {
    Turn turn = new Turn(listener);
    try {
      threads.execute(turn);
    } catch (RejectedExecutionException e) {
      listener.failed("too many turns wait for a recogniser");
    }
    return turn;
  }

  private Sphinx take() {
    synchronized (idle) {
      Sphinx found = idle.poll();
      if (found != null) {
        return found;
      }
    }
    return new Sphinx(grammar);
  }

  private void giveBack(Sphinx sphinx) {
    synchronized (idle) {
      idle.push(sphinx);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private final class Turn implements Hearing, Runnable {
    private final BlockingQueue<short[]> frames = new LinkedBlockingQueue<>(MAX_FRAMES);
    private final RecognitionListener listener;
    private volatile boolean isCancelled;
    private boolean isEnded;

    Turn(RecognitionListener listener) {
      this.listener = listener;
    }

    @Override
    public void audio(short[] pcm) {
      if (!isEnded && frames.remainingCapacity() > 1) {
        frames.add(pcm);
      }
    }

    @Override
    public void end() {
      if (!isEnded) {
        isEnded = true;
        frames.add(FrameSource.END);
      }
    }

    @Override
    public void cancel() {
      isCancelled = true;
      threads.remove(this);
      isEnded = true;
      frames.clear();
      frames.add(FrameSource.END);
    }

    @Override
    public void run() {
      if (isCancelled) {
        return;
      }
      try {
        Sphinx sphinx = take();
        Recognised heard = sphinx.hear(frames);
        giveBack(sphinx);
        if (!isCancelled) {
          listener.complete(heard);
        }
      } catch (RuntimeException | LinkageError e) {
        LOG.warnf(e, "a recogniser broke");
        // Whatever state that recogniser is in: it is not used again.
        listener.failed("the recogniser broke: " + e.getClass().getSimpleName());
      }
    }
  }
}
