package com.jagcall.calls.dialogue;

import com.jagcall.calls.conversation.Talk;
import com.jagcall.calls.conversation.TalkListener;
import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;

/** A dialogue on a line: what the media thread brings is worked on by others. */
final class LiveTalk implements Talk, LineListener {
  private final AudioLine line;
  private final TalkThread thread;
  private final Dialogue dialogue;
  private final BargeInClock bargeIn;
  private long frameNanos;

  /**
   * A talk that has not begun.
   *
   * @param workshop shared by all calls
   */
  LiveTalk(AudioLine line, AgentPart agent, Cast cast, Workshop workshop, TalkListener listener) {
    this.line = line;
    this.thread = new TalkThread(workshop.threads(), listener);
    this.bargeIn = new BargeInClock(Ticker.SYSTEM, workshop.metrics()::silenced);
    this.dialogue =
        new Dialogue(
            line,
            agent,
            cast,
            new Dialogue.Setting(
                thread, Ticker.SYSTEM, line.hasSound() ? workshop.timing() : Timing.WRITTEN),
            new Telling(listener, workshop.metrics(), () -> bargeIn.held(frameNanos)));
  }

  void begin() {
    thread.execute(dialogue::start);
    line.listen(this);
  }

  @Override
  public void frame(long number, AudioFrame caller, AudioFrame agent) {
    bargeIn.sent(agent.origin() == AudioFrame.Origin.SILENCE);
    if (thread.hasRoom()) {
      long arrived = Ticker.SYSTEM.nanos();
      short[] pcm = line.hasSound() ? caller.pcm() : null;
      thread.execute(
          () -> {
            frameNanos = arrived;
            dialogue.frame(pcm);
          });
    }
  }

  @Override
  public void dtmf(char digit, int durationMillis) {
    key(digit);
  }

  @Override
  public void key(char key) {
    thread.execute(() -> dialogue.key(key));
  }

  @Override
  public void typed(String text) {
    thread.execute(() -> dialogue.typed(text));
  }

  @Override
  public void conclude() {
    thread.execute(() -> dialogue.conclude(dialogue.timeIsUp()));
  }

  @Override
  public void ended() {
    line.unlisten(this);
    thread.close(dialogue::hungUp);
  }
}
