package com.jagcall.calls.conversation;

import com.jagcall.calls.agent.Agent;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;
import java.time.Duration;

/** One call of {@link FirstMessage}. Time is counted in frames. */
final class FirstMessageTalk implements Talk, LineListener {
  private final Agent agent;
  private final AudioLine line;
  private final TalkListener listener;
  private final Synthesis synthesis;
  private final ConversationConfig config;
  private final short[] heard = new short[AudioLine.FRAME_SAMPLES];
  private Utterance speaking;
  private long lastSoundMs;
  private long firstMessageEndMs = -1;
  private boolean isConcluding;
  private boolean isOver;

  FirstMessageTalk(
      Agent agent,
      AudioLine line,
      TalkListener listener,
      Synthesis synthesis,
      ConversationConfig config) {
    this.agent = agent;
    this.line = line;
    this.listener = listener;
    this.synthesis = synthesis;
    this.config = config;
  }

  synchronized void begin() {
    if (agent.firstMessage() == null || agent.firstMessage().isBlank()) {
      firstMessageEndMs = 0;
    } else {
      say(agent.firstMessage());
    }
    line.listen(this);
  }

  private void say(String text) {
    speaking = new Utterance();
    speaking.madeBy(synthesis.say(text, new Voice(agent.voiceId(), agent.language()), speaking));
  }

  @Override
  public synchronized void frame(long number, AudioFrame caller, AudioFrame ours) {
    if (isOver) {
      return;
    }
    long atMs = number * AudioLine.FRAME_MILLIS;
    if (caller.origin() != AudioFrame.Origin.SILENCE) {
      caller.copyPcm(heard, 0);
      lastSoundMs = Loudness.isSound(heard) ? atMs : lastSoundMs;
    }
    if (speaking != null) {
      lastSoundMs = atMs;
      if (speaking.pump(line, atMs)) {
        spoken(atMs);
      }
    } else if (isDue(config.silence(), lastSoundMs, atMs)) {
      finish(EndReason.SILENCE);
    } else if (config.afterFirstMessage().isPresent()
        && isDue(config.afterFirstMessage().get(), firstMessageEndMs, atMs)) {
      finish(EndReason.AGENT_HANGUP);
    }
  }

  private static boolean isDue(Duration pause, long sinceMs, long atMs) {
    return sinceMs >= 0 && atMs - sinceMs >= pause.toMillis();
  }

  private void spoken(long atMs) {
    speaking.heard(line).ifPresent(listener::said);
    speaking = null;
    firstMessageEndMs = firstMessageEndMs < 0 ? atMs : firstMessageEndMs;
    if (isConcluding) {
      finish(EndReason.AGENT_HANGUP);
    }
  }

  private void finish(EndReason why) {
    isOver = true;
    listener.finished(why);
  }

  @Override
  public synchronized void conclude() {
    if (!isOver && !isConcluding) {
      isConcluding = true;
      stopSpeaking();
      say(config.goodbye());
    }
  }

  @Override
  public synchronized void ended() {
    stopSpeaking();
    isOver = true;
    line.unlisten(this);
  }

  private void stopSpeaking() {
    if (speaking != null) {
      speaking.stop(line).ifPresent(listener::said);
      speaking = null;
    }
  }
}
