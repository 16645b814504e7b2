package com.jagcall.calls.speech;

import com.jagcall.calls.speech.SpeechFailure.Cause;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Speaks with no account and no download: FreeTTS, as many voices as threads, loaded when they are
 * first needed. A sentence takes it milliseconds, so that few threads serve many calls in turns. A
 * demonstration: US English, one voice.
 */
final class OfflineEngine implements SpeechEngine, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OfflineEngine.class);

  /** Sentences that may wait for a thread: one for each of more calls than there can be. */
  private static final int WAITING = 1000;

  private final ThreadPoolExecutor threads;
  private final Queue<KevinVoice> idle = new ArrayDeque<>();

  /**
   * @param voices how many sentences are worked on at once
   */
  OfflineEngine(int voices) {
    threads =
        new ThreadPoolExecutor(
            voices,
            voices,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "speech-offline");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public Utterance say(String sentence, Voice voice, Sink sink) {
    Saying saying = new Saying(sentence, sink);
    try {
      threads.execute(saying);
    } catch (RejectedExecutionException e) {
      sink.failed(new SpeechFailure(Cause.OVERLOADED, "too many sentences wait to be said"));
    }
    return saying;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    synchronized (idle) {
      idle.forEach(KevinVoice::close);
      idle.clear();
    }
  }

  private KevinVoice take() {
    synchronized (idle) {
      KevinVoice voice = idle.poll();
      if (voice != null) {
        return voice;
      }
    }
    return KevinVoice.load();
  }

  private void giveBack(KevinVoice voice) {
    synchronized (idle) {
      idle.add(voice);
    }
  }

  private final class Saying implements Runnable, Utterance {
    private final String sentence;
    private final Sink sink;
    private volatile boolean cancelled;

    Saying(String sentence, Sink sink) {
      this.sentence = sentence;
      this.sink = sink;
    }

    @Override
    public void cancel() {
      cancelled = true;
      threads.remove(this);
    }

    @Override
    public void run() {
      if (cancelled) {
        return;
      }
      try {
        KevinVoice voice = take();
        voice.say(sentence, pcm -> !cancelled && sink.audio(pcm));
        // One that failed is not used again.
        giveBack(voice);
      } catch (RuntimeException | LinkageError e) {
        LOG.error("the offline engine cannot say a sentence", e);
        sink.failed(new SpeechFailure(Cause.BROKEN, "offline engine: " + e.getClass().getName()));
        return;
      }
      sink.done();
    }
  }
}
