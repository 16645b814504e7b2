package com.jagcall.calls.dialogue;

import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.model.ModelFailure;
import com.jagcall.calls.model.SpeechToSpeech;
import com.jagcall.calls.model.SpeechToSpeechListener;
import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.tool.ToolOutcome;
import com.jagcall.calls.tool.Toolbox;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A conversation with a model that hears and speaks by itself. It decides whose turn it is; what
 * was really heard of it is ours to know, and what was not is cut from its memory. Called as {@link
 * Dialogue} is: one event after the other.
 */
public final class DirectDialogue {
  /** Sound of the model's that may wait to be played: it speaks faster than it is heard. */
  private static final int MAX_BITS = 6_000;

  private final AudioLine line;
  private final AgentPart agent;
  private final Toolbox tools;
  private final Scene scene;
  private final Phrases phrases;
  private final DialogueListener listener;
  private final Transcript transcript;
  private final DirectPlayout playout;
  private final Set<Toolbox.Running> running = new LinkedHashSet<>();
  private final long startMillis;
  private SpeechToSpeech.Session session;
  private Transcript.Opening callerOpening;
  private long callerEndMillis;
  private Closing closing;
  private ToolOutcome.Transfer transfer;
  private ToolCall transferCall;
  private long closeByMillis;
  private boolean isReady;
  private boolean isOver;

  /** A conversation that has not begun. */
  public DirectDialogue(
      AudioLine line,
      AgentPart agent,
      Toolbox tools,
      Dialogue.Setting setting,
      DialogueListener listener) {
    this.line = line;
    this.agent = agent;
    this.tools = tools;
    this.scene = new Scene(setting.events(), setting.ticker(), setting.timing());
    this.phrases = Phrases.in(agent.voice().language());
    this.listener = listener;
    this.transcript = new Transcript(listener::said);
    this.playout = new DirectPlayout(line, MAX_BITS);
    this.startMillis = scene.ticker().millis();
  }

  /** Begins: with the first message, when there is one. */
  public void start(SpeechToSpeech model) {
    session =
        model.open(
            new SpeechToSpeech.Part(
                agent.instructions(),
                agent.model(),
                agent.voice().id(),
                agent.voice().language(),
                tools.descriptions()),
            new Heard());
  }

  /**
   * 20 ms have passed.
   *
   * @param ulaw 160 bytes of the caller's sound
   */
  public void frame(byte[] ulaw) {
    if (isOver) {
      return;
    }
    if (isReady && closing == null && transferCall == null) {
      session.audio(ulaw);
    }
    long now = scene.ticker().millis();
    playout.advance(now - startMillis, transcript);
    if (closing != null) {
      if (playout.isEmpty() || now >= closeByMillis) {
        end(closing);
      }
    } else if (transfer != null && playout.isEmpty()) {
      connect();
    } else if (!isReady && now - startMillis > scene.timing().deadAir()) {
      fail();
    } else if (now - startMillis >= agent.maxMillis()) {
      conclude(Closing.MAX_DURATION, phrases.timeIsUp());
    }
  }

  /** The caller pressed a key: the model cannot hear it, so it is told. */
  public void key(char key) {
    if (!isOver && closing == null && transferCall == null) {
      long now = now();
      transcript.add(
          new Said(Said.Who.CALLER, Said.Kind.KEYPAD, String.valueOf(key), now, now, null));
      session.note("[pressed the key " + key + "]");
    }
  }

  /** Says last words and ends; some seconds later at the latest. */
  public void conclude(String lastWords) {
    conclude(Closing.CONCLUDED, lastWords);
  }

  private void conclude(Closing why, String lastWords) {
    if (isOver || closing != null) {
      return;
    }
    interrupt();
    session.say(lastWords);
    // The words are still to come: it is over when they were heard, or when they do not come.
    closing = why;
    playout.expect();
    closeByMillis = scene.ticker().millis() + scene.timing().farewell();
  }

  /** The caller is gone: ends at once. */
  public void hungUp() {
    if (!isOver) {
      end(Closing.HUNG_UP);
    }
  }

  private void interrupt() {
    playout.cut(now(), transcript).ifPresent(cut -> session.cut(cut.item(), cut.heardMillis()));
  }

  private void fail() {
    interrupt();
    end(Closing.FAILURE);
  }

  private void end(Closing why) {
    isOver = true;
    playout.cut(now(), transcript);
    running.forEach(Toolbox.Running::cancel);
    session.close();
    transcript.finish();
    listener.ended(why);
  }

  private void connect() {
    String to = transfer.to();
    transfer = null;
    listener.transfer(to, () -> scene.events().execute(this::notConnected));
  }

  /** Who speaks up before being connected stays. */
  private void stay() {
    if (transfer != null) {
      session.result(transferCall, "Interrupted by the caller. This was not done.");
      transfer = null;
      transferCall = null;
    }
  }

  /** Nobody took the caller over: the model is told, and goes on. */
  private void notConnected() {
    if (!isOver && transferCall != null) {
      session.result(transferCall, "The transfer failed: nobody took the call.");
      transferCall = null;
    }
  }

  private long now() {
    return scene.ticker().millis() - startMillis;
  }

  private void used(ToolCall call, ToolOutcome outcome) {
    if (outcome instanceof ToolOutcome.Answered answered) {
      session.result(call, answered.text());
    } else if (outcome instanceof ToolOutcome.Keys keys) {
      line.sendDtmf(keys.digits());
      session.result(call, "Done.");
    } else if (outcome instanceof ToolOutcome.Transfer asked) {
      transfer = asked;
      transferCall = call;
    } else {
      closing = Closing.AGENT;
      closeByMillis = scene.ticker().millis() + scene.timing().farewell();
    }
  }

  private final class Heard implements SpeechToSpeechListener {
    private void later(Runnable event) {
      scene
          .events()
          .execute(
              () -> {
                if (!isOver) {
                  event.run();
                }
              });
    }

    @Override
    public void ready() {
      later(
          () -> {
            isReady = true;
            if (agent.firstMessage() != null && !agent.firstMessage().isBlank()) {
              session.say(agent.firstMessage());
            }
          });
    }

    @Override
    public void callerBegan() {
      later(
          () -> {
            if (closing == null) {
              interrupt();
              stay();
            }
            if (callerOpening == null) {
              callerOpening = transcript.begin(now());
            }
          });
    }

    @Override
    public void callerEnded() {
      later(() -> callerEndMillis = now());
    }

    @Override
    public void callerSaid(String text) {
      later(() -> said(PromptTemplate.clean(text, false).strip()));
    }

    private void said(String text) {
      Transcript.Opening opening = callerOpening == null ? transcript.begin(now()) : callerOpening;
      callerOpening = null;
      if (text.isEmpty()) {
        transcript.drop(opening);
      } else {
        long start = opening.startMillis();
        long end = Math.max(start, callerEndMillis);
        transcript.end(
            opening, new Said(Said.Who.CALLER, Said.Kind.SPEECH, text, start, end, null));
      }
    }

    @Override
    public void audio(String item, byte[] ulaw) {
      later(
          () -> {
            if (!playout.append(item, ulaw)) {
              // Minutes ahead of what is heard: nobody listens to that.
              fail();
            }
          });
    }

    @Override
    public void agentSaid(String item, String piece) {
      later(() -> playout.text(item, piece));
    }

    @Override
    public void toolCall(ToolCall call) {
      later(
          () -> {
            transcript.add(Said.tool(call, now()));
            running.add(tools.use(call, outcome -> later(() -> used(call, outcome))));
          });
    }

    @Override
    public void answered() {
      later(playout::complete);
    }

    @Override
    public void failed(ModelFailure failure) {
      later(DirectDialogue.this::fail);
    }
  }
}
