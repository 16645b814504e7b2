package com.jagcall.calls.dialogue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.conversation.Talk;
import com.jagcall.calls.conversation.TalkListener;
import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** A dialogue on a line: what the media thread brings is worked on by others. */
final class LiveTalk implements Talk, LineListener {
  private static final Logger LOG = Logger.getLogger(LiveTalk.class);

  /** A conversation that lags by so many events leaves out frames: four seconds. */
  private static final int MAX_WAITING = 200;

  private final AudioLine line;
  private final TalkListener listener;
  private final Mailbox mailbox;
  private final Dialogue dialogue;

  /**
   * A talk that has not begun.
   *
   * @param threads shared by all calls
   */
  LiveTalk(AudioLine line, AgentPart agent, Cast cast, Executor threads, TalkListener listener) {
    this.line = line;
    this.listener = listener;
    this.mailbox = new Mailbox(threads);
    this.dialogue =
        new Dialogue(
            line,
            agent,
            cast,
            new Dialogue.Setting(
                this::guarded, Ticker.SYSTEM, line.hasSound() ? Timing.NATURAL : Timing.WRITTEN),
            new Telling(listener));
  }

  void begin() {
    guarded(dialogue::start);
    line.listen(this);
  }

  /** A mistake of ours ends the call instead of leaving the caller in silence. */
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
  public void frame(long number, AudioFrame caller, AudioFrame agent) {
    if (mailbox.waiting() < MAX_WAITING) {
      short[] pcm = line.hasSound() ? caller.pcm() : null;
      guarded(() -> dialogue.frame(pcm));
    }
  }

  @Override
  public void dtmf(char digit, int durationMillis) {
    guarded(() -> dialogue.key(digit));
  }

  @Override
  public void typed(String text) {
    guarded(() -> dialogue.typed(text));
  }

  @Override
  public void conclude() {
    guarded(() -> dialogue.conclude(dialogue.timeIsUp()));
  }

  @Override
  public void ended() {
    line.unlisten(this);
    mailbox.close(dialogue::hungUp);
  }
}
