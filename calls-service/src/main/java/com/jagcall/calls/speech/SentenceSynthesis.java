package com.jagcall.calls.speech;

import com.jagcall.calls.speech.SpeechEngine.Sink;
import com.jagcall.calls.speech.SpeechEngine.Utterance;
import com.jagcall.calls.speech.SpeechFailure.Cause;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Says texts sentence by sentence: by the first engine, and from the sentence on that it fails at
 * by the second. An engine that failed is left alone for a while, so that not every call waits for
 * it.
 */
final class SentenceSynthesis implements Synthesis {
  private static final Logger LOG = Logger.getLogger(SentenceSynthesis.class);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(15);

  private final List<SpeechEngine> engines;
  private final int maxCharacters;
  private final Duration ahead;
  private final ScheduledExecutorService timer;
  private volatile long preferSecondUntil = System.nanoTime();

  /**
   * @param engines one or two, the preferred one first
   * @param maxCharacters of a text that are said
   * @param ahead how much more than what could be heard by now is made for a live listener, so that
   *     a long text that is interrupted was not made for nothing, and does not fill a queue
   */
  SentenceSynthesis(
      List<SpeechEngine> engines,
      int maxCharacters,
      Duration ahead,
      ScheduledExecutorService timer) {
    this.engines = List.copyOf(engines);
    this.maxCharacters = maxCharacters;
    this.ahead = ahead;
    this.timer = timer;
  }

  @Override
  public Speech say(String text, Voice voice, SpeechListener listener) {
    List<String> sentences = Sentences.of(SpokenText.of(text, maxCharacters));
    Telling telling = new Telling(sentences, voice, listener, first());
    timer.execute(telling::next);
    return telling;
  }

  private int first() {
    return engines.size() > 1 && System.nanoTime() - preferSecondUntil < 0 ? 1 : 0;
  }

  private void failed(int engine, SpeechFailure failure) {
    LOG.warnf("speech engine %d failed: %s, %s", engine, failure.cause(), failure.message());
    if (engine == 0 && failure.cause() != Cause.REFUSED) {
      preferSecondUntil = System.nanoTime() + LEFT_ALONE.toNanos();
    }
  }

  /** One text that is being said. The lock is held for a moment only, never while others work. */
  private final class Telling implements Speech {
    private final List<String> sentences;
    private final Voice voice;
    private final SpeechListener listener;
    private int engine;
    private int index;
    private boolean changed;
    private boolean paused;
    private boolean over;
    private Part part;
    private long samples;
    private long firstAudio;

    Telling(List<String> sentences, Voice voice, SpeechListener listener, int engine) {
      this.sentences = sentences;
      this.voice = voice;
      this.listener = listener;
      this.engine = engine;
    }

    @Override
    public void cancel() {
      Part active;
      synchronized (this) {
        over = true;
        active = part;
        part = null;
      }
      if (active != null) {
        active.stop();
      }
    }

    @Override
    public synchronized void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      synchronized (this) {
        paused = false;
      }
      timer.execute(this::next);
    }

    /** Begins the next sentence if it is time for it. */
    void next() {
      Part begun;
      synchronized (this) {
        if (over || paused || part != null) {
          return;
        }
        long wait = index < sentences.size() ? tooEarlyMillis() : 0;
        if (wait > 0) {
          timer.schedule(this::next, wait, TimeUnit.MILLISECONDS);
          return;
        }
        begun = index < sentences.size() ? new Part(this) : null;
        part = begun;
        over = begun == null;
      }
      if (begun != null) {
        begin(begun, sentences.get(index));
      } else if (samples == 0) {
        listener.failed(new SpeechFailure(Cause.NOTHING_TO_SAY, "no text that can be said"));
      } else {
        listener.finished();
      }
    }

    private void begin(Part begun, String sentence) {
      listener.sentence(sentence);
      begun.started(engines.get(engine).say(sentence, voice, begun));
    }

    /** How long it takes until what was made is no more than the wanted time ahead. */
    private long tooEarlyMillis() {
      if (samples == 0 || !listener.isLive()) {
        return 0;
      }
      long made = samples * 1000 / SAMPLE_RATE;
      return made - Duration.ofNanos(System.nanoTime() - firstAudio).toMillis() - ahead.toMillis();
    }

    private synchronized boolean isActive(Part asking) {
      return part == asking;
    }

    /** Gives audio to the listener; false when it is not wanted any more. */
    private boolean hear(Part asking, short[] pcm) {
      if (samples == 0) {
        firstAudio = System.nanoTime();
      }
      for (int i = 0; i < pcm.length && isActive(asking); i += SpeechListener.MAX_SAMPLES) {
        int end = Math.min(pcm.length, i + SpeechListener.MAX_SAMPLES);
        samples += end - i;
        listener.audio(i == 0 && end == pcm.length ? pcm : Arrays.copyOfRange(pcm, i, end));
      }
      return isActive(asking);
    }

    private void said(Part asking) {
      synchronized (this) {
        if (part != asking) {
          return;
        }
        part = null;
        index++;
      }
      next();
    }

    private void notSaid(Part asking, SpeechFailure failure) {
      boolean again;
      synchronized (this) {
        if (part != asking) {
          return;
        }
        part = null;
        failed(engine, failure);
        again = engines.size() > 1 && !changed;
        engine = again ? 1 - engine : engine;
        changed = true;
        over = !again;
      }
      if (again) {
        timer.execute(this::next);
      } else {
        listener.failed(failure);
      }
    }
  }

  /** One sentence with one engine. */
  private static final class Part implements Sink {
    private final Telling telling;
    private Utterance utterance;
    private boolean stopped;

    Part(Telling telling) {
      this.telling = telling;
    }

    synchronized void started(Utterance given) {
      utterance = given;
      if (stopped) {
        given.cancel();
      }
    }

    synchronized void stop() {
      stopped = true;
      if (utterance != null) {
        utterance.cancel();
      }
    }

    @Override
    public boolean audio(short[] pcm) {
      return telling.hear(this, pcm);
    }

    @Override
    public void done() {
      telling.said(this);
    }

    @Override
    public void failed(SpeechFailure failure) {
      telling.notSaid(this, failure);
    }
  }
}
