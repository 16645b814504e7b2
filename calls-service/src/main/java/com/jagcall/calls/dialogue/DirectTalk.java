package com.jagcall.calls.dialogue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.conversation.Talk;
import com.jagcall.calls.conversation.TalkListener;
import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;
import com.jagcall.calls.model.SpeechToSpeech;
import com.jagcall.calls.tool.Toolbox;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** A direct dialogue on a line: as {@link LiveTalk}, with sound that passes through as it is. */
final class DirectTalk implements Talk, LineListener {
  private static final Logger LOG = Logger.getLogger(DirectTalk.class);
  private static final int MAX_WAITING = 200;

  private final AudioLine line;
  private final AgentPart agent;
  private final TalkListener listener;
  private final Mailbox mailbox;
  private final DirectDialogue dialogue;

  DirectTalk(
      AudioLine line, AgentPart agent, Toolbox tools, Executor threads, TalkListener listener) {
    this.line = line;
    this.agent = agent;
    this.listener = listener;
    this.mailbox = new Mailbox(threads);
    this.dialogue =
        new DirectDialogue(
            line,
            agent,
            tools,
            new Dialogue.Setting(this::guarded, Ticker.SYSTEM, Timing.NATURAL),
            new Telling(listener));
  }

  void begin(SpeechToSpeech model) {
    guarded(() -> dialogue.start(model));
    line.listen(this);
  }

  private void guarded(Runnable event) {
    mailbox.execute(
        () -> {
          try {
            event.run();
          } catch (RuntimeException e) {
            LOG.error("a conversation broke", e);
            listener.finished(EndReason.INTERNAL_ERROR);
          }
        });
  }

  @Override
  public void frame(long number, AudioFrame caller, AudioFrame ours) {
    if (mailbox.waiting() < MAX_WAITING) {
      byte[] ulaw = caller.ulaw();
      guarded(() -> dialogue.frame(ulaw));
    }
  }

  @Override
  public void dtmf(char digit, int durationMillis) {
    guarded(() -> dialogue.key(digit));
  }

  @Override
  public void conclude() {
    guarded(() -> dialogue.conclude(Phrases.in(agent.voice().language()).timeIsUp()));
  }

  @Override
  public void ended() {
    line.unlisten(this);
    mailbox.close(dialogue::hungUp);
  }
}
