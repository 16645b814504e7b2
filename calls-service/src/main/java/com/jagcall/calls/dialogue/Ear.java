package com.jagcall.calls.dialogue;

import com.jagcall.calls.listening.Hearing;
import com.jagcall.calls.listening.Recognised;
import com.jagcall.calls.listening.Recognition;
import com.jagcall.calls.listening.RecognitionListener;
import com.jagcall.calls.listening.TurnDetection;
import com.jagcall.calls.listening.VoiceActivity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hears the caller's turns: when one begins, what is understood of it, when it is over. A turn
 * whose recogniser fails or is late is heard once more by the next one. For the thread of its
 * conversation.
 */
final class Ear {
  /** Speech is noticed after it began: what came shortly before belongs to it. */
  private static final int BEFORE_FRAMES = 15;

  /** What one turn may last; at more, it is taken for complete. */
  private static final int MAX_FRAMES = 60 * 50;

  private final VoiceActivity activity;
  private final TurnDetection turns;
  private final List<Recognition> engines;
  private final String language;
  private final Scene scene;
  private final Listener listener;
  private final Deque<short[]> before = new ArrayDeque<>();
  private Turn turn;

  /** Hears of turns. */
  interface Listener {
    /** Somebody begins to speak. */
    void begun(long nowMillis);

    void partial(String text);

    /** The turn is over, with the last that was said then; its text follows. */
    void ended(long spokeMillis);

    /** What it was, empty when nobody could understand it. */
    void recognised(Recognised text, Turn turn);
  }

  Ear(
      VoiceActivity activity,
      TurnDetection turns,
      List<Recognition> engines,
      String language,
      Scene scene,
      Listener listener) {
    this.activity = activity;
    this.turns = turns;
    this.engines = engines;
    this.language = language;
    this.scene = scene;
    this.listener = listener;
  }

  /** Takes the next 160 samples, which may be kept. */
  void frame(short[] pcm) {
    if (turn != null && turn.endedAt != 0) {
      keep(pcm);
      turns.frame(activity.hear(pcm));
      return;
    }
    TurnDetection.Verdict verdict = turns.frame(activity.hear(pcm));
    if (turn == null && isSpeech(verdict)) {
      begin();
    }
    if (turn == null) {
      keep(pcm);
      return;
    }
    turn.audio(pcm);
    if (verdict == TurnDetection.Verdict.ENDED || turn.frames.size() >= MAX_FRAMES) {
      end();
    }
  }

  /** Who goes on has begun while the turn before was still being recognised. */
  private static boolean isSpeech(TurnDetection.Verdict verdict) {
    return verdict == TurnDetection.Verdict.BEGUN || verdict == TurnDetection.Verdict.GOES_ON;
  }

  private void keep(short[] pcm) {
    before.add(pcm);
    if (before.size() > BEFORE_FRAMES) {
      before.poll();
    }
  }

  private void begin() {
    turn = new Turn();
    turn.hearing = listen(turn);
    before.forEach(turn::audio);
    before.clear();
    listener.begun(scene.ticker().millis());
  }

  private void end() {
    long now = scene.ticker().nanos();
    turn.endedAt = now;
    turn.since = scene.ticker().millis();
    turn.speechEndedAt = now - TimeUnit.MILLISECONDS.toNanos(turns.silenceMillis());
    turn.voicedMillis = turns.voicedMillis();
    if (turn.hearing != null) {
      turn.hearing.end();
    }
    listener.ended(turn.since - turns.silenceMillis());
  }

  /** Wants to be called every frame. */
  void tick() {
    if (turn != null
        && turn.endedAt != 0
        && scene.ticker().millis() - turn.since > scene.timing().recognition()) {
      turn.hearing.cancel();
      failed(turn);
    }
  }

  private Hearing listen(Turn heard) {
    Recognition engine = engines.get(heard.attempt % engines.size());
    int attempt = heard.attempt;
    return engine.listen(
        language,
        new RecognitionListener() {
          @Override
          public void partial(Recognised soFar) {
            later(() -> Ear.this.partial(soFar.text()));
          }

          @Override
          public void complete(Recognised all) {
            long at = scene.ticker().nanos();
            later(() -> Ear.this.complete(heard, all, at));
          }

          @Override
          public void failed(String message) {
            later(() -> Ear.this.failed(heard));
          }

          private void later(Runnable event) {
            scene
                .events()
                .execute(
                    () -> {
                      if (turn == heard && heard.attempt == attempt) {
                        event.run();
                      }
                    });
          }
        });
  }

  private void partial(String text) {
    turns.partial(text);
    if (turn.endedAt == 0) {
      listener.partial(text);
    }
  }

  private void complete(Turn heard, Recognised all, long atNanos) {
    if (heard.endedAt == 0) {
      // An engine that ends a turn by itself knows better.
      end();
    }
    heard.recognisedAt = atNanos;
    turn = null;
    listener.recognised(all, heard);
  }

  private void failed(Turn heard) {
    heard.attempt++;
    if (heard.attempt > 1) {
      boolean isOver = heard.endedAt != 0;
      if (!isOver) {
        end();
      }
      complete(heard, Recognised.NOTHING, scene.ticker().nanos());
      return;
    }
    heard.since = scene.ticker().millis();
    heard.hearing = listen(heard);
    heard.frames.forEach(heard.hearing::audio);
    if (heard.endedAt != 0) {
      heard.hearing.end();
    }
  }

  /** Whether somebody speaks, or pauses within their turn. */
  boolean isOpen() {
    return turn != null && turn.endedAt == 0;
  }

  /** Whether a turn is over and its text is not there yet. */
  boolean isAwaiting() {
    return turn != null && turn.endedAt != 0;
  }

  long voicedMillis() {
    return turns.voicedMillis();
  }

  /** Whether somebody speaks in the newest frame. */
  boolean isVoiced() {
    return turns.isVoiced();
  }

  void close() {
    if (turn != null) {
      Hearing hearing = turn.hearing;
      turn = null;
      if (hearing != null) {
        hearing.cancel();
      }
    }
    activity.close();
  }

  /** A turn of the caller; times of the ticker in nanoseconds. */
  static final class Turn {
    private final List<short[]> frames = new ArrayList<>();
    private Hearing hearing;
    private int attempt;
    private long since;
    private long endedAt;
    private long speechEndedAt;
    private long recognisedAt;
    private long voicedMillis;

    private void audio(short[] pcm) {
      frames.add(pcm);
      if (hearing != null) {
        hearing.audio(pcm);
      }
    }

    long voicedMillis() {
      return voicedMillis;
    }

    long speechEndedAt() {
      return speechEndedAt;
    }

    void stamp(Stamps stamps) {
      stamps.heard(speechEndedAt, endedAt, recognisedAt);
    }
  }
}
