package com.jagcall.calls.dialogue;

import com.jagcall.calls.listening.AdaptiveTurns;
import com.jagcall.calls.listening.Hearing;
import com.jagcall.calls.listening.Recognised;
import com.jagcall.calls.listening.Recognition;
import com.jagcall.calls.listening.RecognitionListener;
import com.jagcall.calls.listening.VoiceActivity;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;
import com.jagcall.calls.model.Answer;
import com.jagcall.calls.model.LanguageModel;
import com.jagcall.calls.model.ModelListener;
import com.jagcall.calls.model.Prompt;
import com.jagcall.calls.speech.Speech;
import com.jagcall.calls.speech.SpeechListener;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;
import com.jagcall.calls.tool.Toolbox;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A conversation on virtual time, whose every port is worked by the test. */
final class StageHand implements DialogueListener {
  static final long FRAME_NANOS = 20_000_000L;

  final Deque<Runnable> events = new ConcurrentLinkedDeque<>();
  final Line line = new Line();
  final List<Ask> asks = new ArrayList<>();
  final List<Say> says = new ArrayList<>();
  final List<Listen> listens = new ArrayList<>();
  final List<Said> said = new ArrayList<>();
  final List<TurnLatency> latencies = new ArrayList<>();
  final Dialogue conversation;
  Closing ended;
  String transferTo;
  Runnable transferRefused;
  long nanos = 1_000_000_000L;
  boolean isAutoVoice = true;
  boolean isVoiceOpen = true;

  StageHand(AgentPart agent, Toolbox tools) {
    this(agent, tools, 1);
  }

  StageHand(AgentPart agent, Toolbox tools, int providers) {
    this(agent, tools, providers, List.of());
  }

  /** With models of the test's own. */
  StageHand(AgentPart agent, Toolbox tools, List<LanguageModel> models) {
    this(agent, tools, 1, models);
  }

  private StageHand(AgentPart agent, Toolbox tools, int providers, List<LanguageModel> own) {
    List<LanguageModel> models = new ArrayList<>(own);
    List<Synthesis> voices = new ArrayList<>();
    List<Recognition> ears = new ArrayList<>();
    for (int i = 0; i < providers; i++) {
      int number = i;
      if (own.isEmpty()) {
        models.add((prompt, listener) -> new Ask(number, prompt, listener));
      }
      voices.add((text, voice, listener) -> new Say(number, text, listener));
      ears.add((language, listener) -> new Listen(number, listener));
    }
    Cast cast =
        new Cast(
            new Loudness(), new AdaptiveTurns(), ears, models, voices, tools, new PhraseBook());
    conversation =
        new Dialogue(
            line,
            agent,
            cast,
            new Dialogue.Setting(events::add, () -> nanos, Timing.NATURAL),
            this);
  }

  static AgentPart agent(String firstMessage) {
    return new AgentPart(
        firstMessage, "You help.", null, null, new Voice("kevin", "en"), 3_600_000, null);
  }

  StageHand start() {
    conversation.start();
    drain();
    return this;
  }

  void drain() {
    while (!events.isEmpty()) {
      events.poll().run();
    }
  }

  /** Frames of silence, or of a voice. */
  void frames(int count, boolean isVoice) {
    for (int i = 0; i < count; i++) {
      frame(isVoice);
    }
  }

  void frame(boolean isVoice) {
    nanos += FRAME_NANOS;
    line.pass();
    short[] pcm = new short[AudioLine.FRAME_SAMPLES];
    pcm[0] = (short) (isVoice ? 10_000 : 0);
    conversation.frame(pcm);
    drain();
  }

  void quiet(long millis) {
    frames((int) (millis / 20), false);
  }

  void voice(long millis) {
    frames((int) (millis / 20), true);
  }

  /** Somebody says something: speech, silence until the turn is over, the text. */
  void hear(String text, long millis) {
    voice(millis);
    int waited = 0;
    while (!lastListen().isEnded) {
      frame(false);
      if (waited++ > 200) {
        throw new AssertionError("the turn does not end");
      }
    }
    lastListen().complete(text);
    drain();
  }

  Ask lastAsk() {
    return asks.get(asks.size() - 1);
  }

  Listen lastListen() {
    return listens.get(listens.size() - 1);
  }

  List<String> transcript() {
    return said.stream().map(entry -> entry.who() + ": " + entry.text()).toList();
  }

  @Override
  public void said(Said entry) {
    said.add(entry);
  }

  @Override
  public void answered(TurnLatency latency) {
    latencies.add(latency);
  }

  @Override
  public void transfer(String to, Runnable refused) {
    transferTo = to;
    transferRefused = refused;
  }

  @Override
  public void ended(Closing why) {
    if (ended != null) {
      throw new AssertionError("ended twice");
    }
    ended = why;
  }

  private static final class Loudness implements VoiceActivity {
    @Override
    public double hear(short[] pcm) {
      return pcm[0] > 0 ? 1 : 0;
    }

    @Override
    public void close() {}
  }

  final class Ask implements Answer {
    final int provider;
    final Prompt prompt;
    final ModelListener listener;
    boolean isCancelled;
    boolean isOver;

    Ask(int provider, Prompt prompt, ModelListener listener) {
      this.provider = provider;
      this.prompt = prompt;
      this.listener = listener;
      asks.add(this);
    }

    void answer(String text) {
      listener.text(text);
      listener.finished();
      isOver = true;
      drain();
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }

    boolean isLive() {
      return !isCancelled && !isOver;
    }
  }

  /** Speaks 100 ms for each word when it speaks by itself. */
  final class Say implements Speech {
    final int provider;
    final String text;
    final SpeechListener listener;
    boolean isCancelled;
    boolean isOver;

    Say(int provider, String text, SpeechListener listener) {
      this.provider = provider;
      this.text = text;
      this.listener = listener;
      says.add(this);
      if (isAutoVoice && isVoiceOpen) {
        for (int i = 0; i < text.split(" ").length; i++) {
          listener.audio(new short[800]);
        }
        listener.finished();
        isOver = true;
      }
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    boolean isLive() {
      return !isCancelled && !isOver;
    }
  }

  final class Listen implements Hearing {
    final int provider;
    final RecognitionListener listener;
    int frames;
    boolean isEnded;
    boolean isCancelled;
    boolean isOver;

    Listen(int provider, RecognitionListener listener) {
      this.provider = provider;
      this.listener = listener;
      listens.add(this);
    }

    void complete(String text) {
      isOver = true;
      listener.complete(new Recognised(text, 0, 100, 0.9));
      drain();
    }

    @Override
    public void audio(short[] pcm) {
      frames++;
    }

    @Override
    public void end() {
      isEnded = true;
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }

    boolean isLive() {
      return !isCancelled && !isOver;
    }
  }

  /** A line on which a frame passes when the test says so. */
  static final class Line implements AudioLine {
    final StringBuilder keys = new StringBuilder();
    long queued;
    long played;
    long clearedAt = -1;
    boolean isSounding;

    void pass() {
      isSounding = queued > 0;
      long now = Math.min(FRAME_SAMPLES, queued);
      queued -= now;
      played += now;
    }

    @Override
    public void listen(LineListener listener) {}

    @Override
    public void unlisten(LineListener listener) {}

    @Override
    public boolean play(short[] pcm) {
      queued += pcm.length;
      return true;
    }

    @Override
    public boolean playUlaw(byte[] ulaw) {
      queued += ulaw.length;
      return true;
    }

    @Override
    public boolean mark(String name) {
      return true;
    }

    @Override
    public Cleared clear() {
      long dropped = queued;
      queued = 0;
      clearedAt = played;
      return new Cleared(played / SAMPLES_PER_MILLI, dropped / SAMPLES_PER_MILLI);
    }

    @Override
    public long playedMillis() {
      return played / SAMPLES_PER_MILLI;
    }

    @Override
    public long queuedMillis() {
      return queued / SAMPLES_PER_MILLI;
    }

    @Override
    public boolean sendDtmf(String digits) {
      keys.append(digits);
      return true;
    }
  }
}
