package com.jagcall.calls.dialogue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import com.jagcall.calls.conversation.Talk;
import com.jagcall.calls.conversation.TalkListener;
import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** A dialogue on a line: what the media thread brings is worked on by others. */
final class LiveTalk implements Talk, LineListener, DialogueListener {
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
            new Dialogue.Setting(this::guarded, Ticker.SYSTEM, Timing.NATURAL),
            this);
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
      short[] pcm = caller.pcm();
      guarded(() -> dialogue.frame(pcm));
    }
  }

  @Override
  public void dtmf(char digit, int durationMillis) {
    guarded(() -> dialogue.key(digit));
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

  @Override
  public void said(Said entry) {
    String text =
        switch (entry.kind()) {
          case SPEECH -> entry.text();
          case KEYPAD -> "[keys " + entry.text() + "]";
          case TOOL -> "[tool " + entry.text() + "]";
        };
    listener.said(
        new Segment(
            entry.who() == Said.Who.AGENT ? Speaker.AGENT : Speaker.CALLER,
            text.substring(0, Math.min(text.length(), Segment.MAX_TEXT)),
            entry.startMillis(),
            entry.endMillis(),
            entry.confidence()));
  }

  @Override
  public void ended(Closing why, String transferTo) {
    switch (why) {
      case AGENT, CONCLUDED -> listener.finished(EndReason.AGENT_HANGUP);
      case SILENCE -> listener.finished(EndReason.SILENCE);
      case MAX_DURATION -> listener.finished(EndReason.MAX_DURATION);
      case VOICEMAIL -> listener.finished(EndReason.VOICEMAIL);
      case TRANSFER -> listener.finished(EndReason.TRANSFERRED);
      case FAILURE -> listener.finished(EndReason.INTERNAL_ERROR);
      case HUNG_UP -> LOG.debug("the call was over");
    }
  }
}
