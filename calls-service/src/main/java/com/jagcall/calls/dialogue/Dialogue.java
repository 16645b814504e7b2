package com.jagcall.calls.dialogue;

import com.jagcall.calls.listening.MachineDetector;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.tool.ToolOutcome;
import java.util.concurrent.Executor;

/**
 * A conversation of an agent with a caller. Its methods, and the events of its executor, must come
 * one after the other, never at once nor within each other; time passes with {@link #frame} alone,
 * which has to come every 20 ms.
 *
 * <p>When somebody speaks while the agent does, the agent stops at once. If it was a cough or a
 * back-channel, it goes on where it was; if not, what was not heard was never said.
 */
public final class Dialogue {
  /** Whoever connects the caller has told by then whether it could. */
  private static final long CONNECTING_MILLIS = 75_000;

  private final AudioLine line;
  private final AgentPart agent;
  private final Phrases phrases;
  private final Scene scene;
  private final Stage stage;
  private final Ear ear;
  private final Memory memory = new Memory();
  private final Keypad keypad = new Keypad();
  private final Screening screening;
  private final Patience patience;
  private final CallerNotes notes;
  private final DialogueListener listener;
  private final Transcript transcript;
  private final Reply.Mind mind;
  private final long startMillis;
  private int modelFailures;
  private long openedNanos;
  private long connectingSince = -1;
  private Closing closing;
  private long closeByMillis;
  private boolean isOver;

  /** A conversation that has not begun. */
  public Dialogue(
      AudioLine line, AgentPart agent, Cast cast, Setting setting, DialogueListener listener) {
    this.line = line;
    this.agent = agent;
    this.listener = listener;
    this.phrases = Phrases.in(agent.voice().language());
    this.scene = new Scene(setting.events(), setting.ticker(), setting.timing());
    this.startMillis = scene.ticker().millis();
    this.transcript = new Transcript(listener::said);
    this.notes = new CallerNotes(transcript, scene.ticker(), startMillis);
    this.patience = new Patience(scene.timing(), startMillis);
    this.stage = new Stage(line, agent.voice(), cast, scene, transcript, startMillis);
    this.screening = new Screening(agent.voicemail() != null);
    this.ear =
        new Ear(
            cast.activity(),
            cast.turns(),
            cast.ears(),
            agent.voice().language(),
            scene,
            new Hearer(stage, patience, notes, screening, new Turns()));
    this.mind = new Reply.Mind(agent, cast.models(), cast.tools(), scene, new Spoken());
  }

  /**
   * How it is run.
   *
   * @param events runs the events of one conversation one after the other, never within each other
   */
  public record Setting(Executor events, Ticker ticker, Timing timing) {}

  /** Begins, with the agent's first message if it has one. */
  public void start() {
    stage.prepare(phrases.moment(), phrases.stillHere(), phrases.breakdown());
    if (!screening.isOn()) {
      open();
    }
  }

  /** An agent that has nothing to say first answers to what was said while it was screened. */
  private void open() {
    // Until now the agent owed nothing.
    stage.rest();
    openedNanos = scene.ticker().nanos();
    if (agent.firstMessage() != null && !agent.firstMessage().isBlank()) {
      interrupt();
      stage.script(agent.firstMessage());
    } else if (!memory.remarks().isEmpty()) {
      interrupt();
      stage.answer(new Reply(mind, memory.remarks()));
    }
  }

  /**
   * 20 ms have passed.
   *
   * @param pcm what was heard of the caller: 160 samples, which may be kept; null: the line has no
   *     sound (a text chat)
   */
  public void frame(short[] pcm) {
    if (isOver) {
      return;
    }
    stage.advance().ifPresent(listener::answered);
    if (pcm != null && isListening()) {
      ear.frame(pcm);
      ear.tick();
      screening.frame(pcm, ear.isVoiced()).ifPresent(this::screened);
    }
    stage.tick();
    rules();
  }

  private boolean isListening() {
    return !isOver && closing == null && connectingSince < 0;
  }

  private void screened(MachineDetector.Verdict who) {
    switch (who) {
      case HUMAN -> open();
      case MACHINE -> {
        interrupt();
        if (agent.voicemail().isBlank()) {
          close(Closing.VOICEMAIL, "");
        }
      }
      case RECORDING -> close(Closing.VOICEMAIL, agent.voicemail());
      default -> throw new IllegalStateException("it was decided before");
    }
  }

  private void rules() {
    long now = scene.ticker().millis();
    if (isOver) {
      return;
    }
    if (closing != null) {
      if (stage.isSilent() || now >= closeByMillis) {
        end(closing);
      }
    } else if (now - startMillis >= agent.maxMillis()) {
      close(Closing.MAX_DURATION, phrases.timeIsUp());
    } else if (connectingSince >= 0) {
      if (now - connectingSince >= CONNECTING_MILLIS) {
        notConnected();
      }
    } else {
      turns(now);
    }
  }

  private void turns(long now) {
    if (ear.isOpen()) {
      patience.heard(now);
      if (stage.isHeld() && ear.voicedMillis() >= scene.timing().bargeIn()) {
        interrupt();
      }
    }
    if (keypad.isOver(now, scene.timing().keypad())) {
      keyed();
    } else if (stage.isBroken()) {
      close(Closing.FAILURE, phrases.breakdown());
    } else if (stage.isFailed()) {
      modelFailed();
    } else if (stage.isDone()) {
      turnDone();
    } else if (!ear.isOpen()) {
      silence(now);
    }
  }

  private void silence(long now) {
    boolean isOwed = ear.isAwaiting() || stage.hasTurn();
    Patience.Verdict verdict = Patience.Verdict.NOTHING;
    if (!isOwed && keypad.isEmpty()) {
      verdict = patience.ofCaller(now, stage.lastSoundMillis());
    } else if (isOwed && !screening.isOn() && !stage.isHeld()) {
      verdict = patience.ofAgent(now, stage.lastSoundMillis());
    }
    switch (verdict) {
      case ASK -> {
        stage.rest();
        stage.script(phrases.areYouThere());
      }
      case GIVE_UP -> close(Closing.SILENCE, phrases.nobodyThere());
      case BRIDGE -> stage.aside(phrases.moment(), phrases.stillHere());
      case NOTHING -> {}
    }
  }

  private void turnDone() {
    AgentTurn turn = stage.finish();
    memory.agent(turn);
    if (turn.reply() == null) {
      return;
    }
    modelFailures = 0;
    ToolOutcome ending = turn.reply().ending();
    if (ending instanceof ToolOutcome.EndCall) {
      close(Closing.AGENT, turn.utterance().isHeard() ? "" : phrases.goodbye());
    } else if (ending instanceof ToolOutcome.Transfer transfer) {
      connectingSince = scene.ticker().millis();
      listener.transfer(transfer.to(), () -> scene.events().execute(this::notConnected));
    } else if (ending instanceof ToolOutcome.Keys keys) {
      line.sendDtmf(keys.digits());
    }
  }

  /** Nobody took the caller over: the model is told, and goes on. */
  private void notConnected() {
    if (isOver || connectingSince < 0) {
      return;
    }
    connectingSince = -1;
    patience.heard(scene.ticker().millis());
    if (closing == null) {
      memory.caller("[the transfer failed: nobody took the call]");
      stage.answer(new Reply(mind, memory.remarks()));
    }
  }

  private void modelFailed() {
    memory.agent(stage.cut());
    modelFailures++;
    if (modelFailures > 1) {
      close(Closing.FAILURE, phrases.breakdown());
    } else {
      stage.script(phrases.apology());
    }
  }

  private void interrupt() {
    if (stage.hasTurn()) {
      memory.agent(stage.cut());
    } else {
      stage.cut();
    }
  }

  private void answer(String text, Ear.Turn heard) {
    patience.answered();
    memory.caller(PromptTemplate.clean(text, false));
    Reply reply = new Reply(mind, memory.remarks());
    if (heard != null) {
      heard.stamp(reply.utterance().stamps());
    }
    stage.answer(reply);
  }

  /** The caller wrote instead of speaking: interrupts as speech does. */
  public void typed(String text) {
    if (!isListening() || text.isBlank()) {
      return;
    }
    interrupt();
    patience.heard(scene.ticker().millis());
    notes.wrote(text);
    answer(text, null);
  }

  /** The caller pressed a key. */
  public void key(char key) {
    if (!isListening()) {
      return;
    }
    interrupt();
    long now = scene.ticker().millis();
    patience.heard(now);
    if (keypad.isEmpty()) {
      notes.pressing();
    }
    if (keypad.press(key, now)) {
      keyed();
    }
  }

  private void keyed() {
    String keys = keypad.take();
    interrupt();
    notes.pressed(keys);
    answer("[pressed the keys " + keys + "]", null);
  }

  /** Says last words and ends; some seconds later at the latest. */
  public void conclude(String lastWords) {
    if (!isOver && closing == null) {
      close(Closing.CONCLUDED, lastWords);
    }
  }

  /** The last words for a call that may last no longer, in the agent's language. */
  public String timeIsUp() {
    return phrases.timeIsUp();
  }

  private void close(Closing why, String lastWords) {
    interrupt();
    closing = why;
    closeByMillis = scene.ticker().millis() + scene.timing().farewell();
    if (!lastWords.isEmpty()) {
      stage.script(lastWords);
    }
    rules();
  }

  /** The caller is gone: ends at once. */
  public void hungUp() {
    if (!isOver) {
      end(Closing.HUNG_UP);
    }
  }

  private void end(Closing why) {
    isOver = true;
    interrupt();
    ear.close();
    transcript.finish();
    listener.ended(why);
  }

  /** What was heard and done, as the model is told it. */
  Memory memory() {
    return memory;
  }

  private final class Spoken implements Reply.Spoken {
    @Override
    public void say(Utterance utterance, String sentence, int part) {
      stage.say(utterance, sentence, part);
    }

    @Override
    public void used(ToolCall call) {
      long now = scene.ticker().millis() - startMillis;
      transcript.add(Said.tool(call, now));
    }
  }

  private final class Turns implements Hearer.Turns {
    @Override
    public boolean isListening() {
      return Dialogue.this.isListening();
    }

    @Override
    public void held() {
      listener.held();
    }

    @Override
    public void interrupt() {
      Dialogue.this.interrupt();
    }

    @Override
    public void answer(String text, Ear.Turn heard) {
      Dialogue.this.answer(text, heard);
    }

    @Override
    public void remember(String text) {
      memory.caller(PromptTemplate.clean(text, false));
    }

    @Override
    public boolean isAnsweredByOpening(Ear.Turn heard) {
      return stage.hasTurn() && heard.speechEndedAt() <= openedNanos;
    }

    @Override
    public void notUnderstood() {
      stage.script(phrases.notUnderstood());
    }
  }
}
