package com.jagcall.calls.dialogue;

import com.jagcall.calls.conversation.Talk;
import com.jagcall.calls.conversation.TalkListener;
import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;
import com.jagcall.calls.model.SpeechToSpeech;
import com.jagcall.calls.tool.Toolbox;

/** A direct dialogue on a line: as {@link LiveTalk}, with sound that passes through as it is. */
final class DirectTalk implements Talk, LineListener {
  private final AudioLine line;
  private final AgentPart agent;
  private final TalkThread thread;
  private final DirectDialogue dialogue;

  DirectTalk(
      AudioLine line, AgentPart agent, Toolbox tools, Workshop workshop, TalkListener listener) {
    this.line = line;
    this.agent = agent;
    this.thread = new TalkThread(workshop.threads(), listener);
    this.dialogue =
        new DirectDialogue(
            line,
            agent,
            tools,
            new Dialogue.Setting(thread, Ticker.SYSTEM, workshop.timing()),
            new Telling(listener, workshop.metrics(), () -> {}));
  }

  void begin(SpeechToSpeech model) {
    thread.execute(() -> dialogue.start(model));
    line.listen(this);
  }

  @Override
  public void frame(long number, AudioFrame caller, AudioFrame ours) {
    if (thread.hasRoom()) {
      byte[] ulaw = caller.ulaw();
      thread.execute(() -> dialogue.frame(ulaw));
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
  public void conclude() {
    thread.execute(() -> dialogue.conclude(Phrases.in(agent.voice().language()).timeIsUp()));
  }

  @Override
  public void ended() {
    line.unlisten(this);
    thread.close(dialogue::hungUp);
  }
}
