package com.jagcall.calls.dialogue;

import com.jagcall.calls.dialogue.Utterance.Sentence;
import com.jagcall.calls.speech.Speech;
import com.jagcall.calls.speech.SpeechFailure;
import com.jagcall.calls.speech.SpeechListener;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Speaks sentence by sentence: has them made, one after the other, and played. An engine that fails
 * or is silent is replaced by the next one, which goes on with the words that are missing, and
 * stays for the rest of the call. For the thread of its conversation.
 */
final class Mouth {
  private static final long MAX_AHEAD_MILLIS = 8_000;
  private static final long MIN_AHEAD_MILLIS = 3_000;

  /** Until the call has shown how fast its voice speaks: fifteen letters a second. */
  private static final long SAMPLES_PER_LETTER = Synthesis.SAMPLE_RATE / 15;

  private static final int MIN_LETTERS = 10;

  private final Playout playout;
  private final List<Synthesis> engines;
  private final Voice voice;
  private final Executor events;
  private final Ticker ticker;
  private final Timing timing;
  private final Deque<Order> orders = new ArrayDeque<>();
  private long samplesPerLetter = SAMPLES_PER_LETTER;
  private int engine;
  private int failures;
  private Saying current;

  private record Order(Utterance utterance, Sentence sentence, String text) {}

  Mouth(Playout playout, List<Synthesis> engines, Voice voice, Scene scene) {
    this.playout = playout;
    this.engines = engines;
    this.voice = voice;
    this.events = scene.events();
    this.ticker = scene.ticker();
    this.timing = scene.timing();
  }

  void say(Utterance utterance, String text, int part) {
    Sentence sentence = utterance.add(text, part, text.length() * samplesPerLetter);
    utterance.stamps().asked(ticker.nanos());
    orders.add(new Order(utterance, sentence, text));
    next();
  }

  private void next() {
    if (current == null && !orders.isEmpty()) {
      start(orders.poll(), engine, 1);
    }
  }

  private void start(Order order, int with, int attempt) {
    Saying saying = new Saying(order, with, attempt);
    current = saying;
    saying.speech = engines.get(with).say(order.text(), voice, saying);
  }

  /** Wants to be called every frame. */
  void tick() {
    if (current == null) {
      return;
    }
    boolean isAhead =
        playout.aheadMillis() > (current.isPaused ? MIN_AHEAD_MILLIS : MAX_AHEAD_MILLIS);
    if (isAhead != current.isPaused) {
      current.pause(isAhead);
    }
    if (!isAhead && playout.isEmpty() && ticker.millis() - current.since > timing.firstAudio()) {
      current.speech.cancel();
      fail(current, false);
    }
  }

  private void audio(Saying saying, short[] pcm, long atNanos) {
    saying.since = ticker.millis();
    saying.order.sentence().samples += pcm.length;
    saying.order.utterance().stamps().sounded(atNanos);
    playout.append(saying.order.utterance(), pcm);
  }

  private void made(Saying saying) {
    failures = 0;
    Sentence sentence = saying.order.sentence();
    sentence.isMade = true;
    if (sentence.text.length() >= MIN_LETTERS && sentence.samples > 0) {
      samplesPerLetter = (samplesPerLetter + sentence.samples / sentence.text.length()) / 2;
    }
    done(saying);
  }

  private void done(Saying saying) {
    Order order = saying.order;
    order.sentence().samples += playout.flush(order.utterance());
    current = null;
    next();
  }

  private void fail(Saying saying, boolean isNothing) {
    Order order = saying.order;
    String rest = order.sentence().rest();
    if (isNothing || rest.isEmpty()) {
      order.sentence().isMade = true;
      done(saying);
    } else if (saying.attempt == 1) {
      engine = (saying.engine + 1) % engines.size();
      start(new Order(order.utterance(), order.sentence(), rest), engine, 2);
    } else {
      failures++;
      done(saying);
    }
  }

  /** Gives up what is not made yet; what is made stays to be played. */
  void cancel() {
    orders.clear();
    if (current != null) {
      Speech speech = current.speech;
      current = null;
      if (speech != null) {
        speech.cancel();
      }
    }
  }

  /** Whether all was made that was to be said. */
  boolean isMade() {
    return current == null && orders.isEmpty();
  }

  /** How many sentences in a row no engine could say. */
  int failures() {
    return failures;
  }

  private final class Saying implements SpeechListener {
    private final Order order;
    private final int engine;
    private final int attempt;
    private Speech speech;
    private boolean isPaused;
    private long since = ticker.millis();

    Saying(Order order, int engine, int attempt) {
      this.order = order;
      this.engine = engine;
      this.attempt = attempt;
    }

    private void pause(boolean isAhead) {
      isPaused = isAhead;
      since = ticker.millis();
      if (isAhead) {
        speech.pause();
      } else {
        speech.resume();
      }
    }

    private void later(Runnable event) {
      events.execute(
          () -> {
            if (current == this) {
              event.run();
            }
          });
    }

    @Override
    public void audio(short[] pcm) {
      long at = ticker.nanos();
      later(() -> Mouth.this.audio(this, pcm, at));
    }

    @Override
    public void finished() {
      later(() -> made(this));
    }

    @Override
    public void failed(SpeechFailure failure) {
      later(() -> fail(this, failure.cause() == SpeechFailure.Cause.NOTHING_TO_SAY));
    }
  }
}
