package com.jagcall.calls.dialogue;

import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;
import java.util.Optional;

/**
 * Where the agent's turn is: at most one at a time, and perhaps an aside while it takes long. For
 * the thread of its conversation.
 */
final class Stage {
  private static final int MAX_FAILURES = 2;
  private static final double BEEP_HERTZ = 440;
  private static final int BEEP_SAMPLES = Synthesis.SAMPLE_RATE / 5;
  private static final int BEEP_VOLUME = 2_000;

  private final Playout playout;
  private final Mouth mouth;
  private final Cast cast;
  private final Voice voice;
  private final Scene scene;
  private final Transcript transcript;
  private final long startMillis;
  private AgentTurn turn;
  private AgentTurn aside;
  private int asides;
  private long lastSoundMillis;

  Stage(
      AudioLine line,
      Voice voice,
      Cast cast,
      Scene scene,
      Transcript transcript,
      long startMillis) {
    this.playout = new Playout(line);
    this.mouth = new Mouth(playout, cast.voices(), voice, scene);
    this.cast = cast;
    this.voice = voice;
    this.scene = scene;
    this.transcript = transcript;
    this.startMillis = startMillis;
    this.lastSoundMillis = startMillis;
  }

  /** Has phrases made for when they are needed. */
  void prepare(String... phrases) {
    for (String phrase : phrases) {
      cast.phrases().prepare(phrase, voice, cast.voices());
    }
  }

  /** Begins a turn with a phrase; there must be none. */
  void script(String text) {
    begin(new AgentTurn());
    Optional<short[]> sound = cast.phrases().find(text, voice);
    if (sound.isPresent()) {
      play(turn.utterance(), text, sound.get());
    } else {
      SpeakableText sentences = new SpeakableText();
      sentences.add(text).forEach(sentence -> mouth.say(turn.utterance(), sentence, 0));
      sentences.finish().forEach(sentence -> mouth.say(turn.utterance(), sentence, 0));
    }
  }

  /** Begins a turn with an answer; there must be none. */
  void answer(Reply reply) {
    begin(new AgentTurn(reply));
    reply.start();
  }

  private void begin(AgentTurn next) {
    if (turn != null) {
      throw new IllegalStateException("two turns at once");
    }
    turn = next;
    asides = 0;
    playout.resume();
  }

  /** The silence so far was not the agent's. */
  void rest() {
    lastSoundMillis = scene.ticker().millis();
  }

  /** A sentence of the answer. */
  void say(Utterance utterance, String sentence, int part) {
    mouth.say(utterance, sentence, part);
  }

  /** Says that it takes a moment; when nobody could say so in time, at least a tone. */
  void aside(String first, String later) {
    String text = asides++ == 0 ? first : later;
    Optional<short[]> sound = cast.phrases().find(text, voice);
    endAside();
    aside = new AgentTurn();
    play(aside.utterance(), sound.isPresent() ? text : "", sound.orElseGet(Stage::beep));
    // It counts from here: the sound itself is on its way.
    lastSoundMillis = scene.ticker().millis();
  }

  private void play(Utterance utterance, String text, short[] pcm) {
    Utterance.Sentence sentence = utterance.add(text, 0, pcm.length);
    sentence.isMade = true;
    sentence.samples = pcm.length;
    playout.append(utterance, pcm);
    sentence.samples += playout.flush(utterance);
  }

  private static short[] beep() {
    short[] pcm = new short[BEEP_SAMPLES];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] =
          (short) (BEEP_VOLUME * Math.sin(2 * Math.PI * BEEP_HERTZ * i / Synthesis.SAMPLE_RATE));
    }
    return pcm;
  }

  /** Counts what was played; tells the latency when the first of an answer was. */
  Optional<TurnLatency> advance() {
    if (!playout.advance()) {
      return Optional.empty();
    }
    lastSoundMillis = scene.ticker().millis();
    long now = lastSoundMillis - startMillis;
    if (aside != null && aside.utterance().isHeard()) {
      aside.heard(transcript, now);
    }
    if (turn == null || !turn.utterance().isHeard()) {
      return Optional.empty();
    }
    turn.heard(transcript, now);
    return Optional.ofNullable(turn.utterance().stamps().played(scene.ticker().nanos()));
  }

  /** Wants to be called every frame. */
  void tick() {
    mouth.tick();
    if (turn != null && turn.reply() != null) {
      turn.reply().tick();
    }
    if (aside != null && playout.isEmpty()) {
      endAside();
    }
  }

  private void endAside() {
    if (aside != null) {
      aside.tell(transcript);
      aside = null;
    }
  }

  /** Stops what is being said, to go on or be cut; false: nothing was. */
  boolean hold() {
    boolean isSaying = (turn != null || aside != null) && !playout.isEmpty();
    if (turn != null || aside != null) {
      playout.hold();
    }
    return isSaying;
  }

  void resume() {
    playout.resume();
  }

  boolean isHeld() {
    return playout.isHeld();
  }

  boolean hasTurn() {
    return turn != null;
  }

  boolean isThinking() {
    return turn != null && turn.isThinking();
  }

  /** Whether all of the turn was thought and heard. */
  boolean isDone() {
    return turn != null && !turn.isThinking() && mouth.isMade() && playout.isEmpty();
  }

  /** Whether nothing is said, nor will be. */
  boolean isSilent() {
    return turn == null || isDone();
  }

  /** Whether the turn ended because no model answers. */
  boolean isFailed() {
    return isDone() && turn.reply() != null && turn.reply().isFailed();
  }

  /** Whether no engine can speak any more. */
  boolean isBroken() {
    return mouth.failures() >= MAX_FAILURES;
  }

  long aheadMillis() {
    return playout.aheadMillis();
  }

  long lastSoundMillis() {
    return lastSoundMillis;
  }

  /** The turn is done. */
  AgentTurn finish() {
    AgentTurn done = turn;
    turn = null;
    endAside();
    done.tell(transcript);
    return done;
  }

  /** Stops everything at once; null when there was no turn. */
  AgentTurn cut() {
    AgentTurn cut = turn;
    playout.cut();
    mouth.cancel();
    turn = null;
    endAside();
    if (cut != null) {
      if (cut.reply() != null) {
        cut.reply().cancel();
      }
      cut.tell(transcript);
    }
    return cut;
  }
}
