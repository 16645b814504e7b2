package com.jagcall.calls.sandbox;

import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import com.jagcall.calls.playback.Tapes.Tape;
import com.jagcall.calls.recording.Recorder;
import java.util.List;

/**
 * What a call of the sandbox sounds like: a tone for as long as somebody speaks, a higher one for
 * the agent. So a recording shows who spoke when, without a voice.
 */
final class Sound {
  private static final int RATE = 8_000;
  private static final int FRAME_MILLIS = 20;
  private static final int AGENT_HERTZ = 440;
  private static final int CALLER_HERTZ = 300;
  private static final double AMPLITUDE = 6_000;

  private final List<Segment> said;
  private long doneMillis;

  Sound(List<Segment> said) {
    this.said = said;
  }

  /** Records what is not recorded yet, up to this moment after the answer. */
  synchronized void record(Tape tape, long untilMillis) {
    for (; doneMillis + FRAME_MILLIS <= untilMillis; doneMillis += FRAME_MILLIS) {
      tape.frame(
          doneMillis,
          frame(Speaker.CALLER, CALLER_HERTZ, doneMillis),
          frame(Speaker.AGENT, AGENT_HERTZ, doneMillis));
    }
  }

  private short[] frame(Speaker speaker, int hertz, long millis) {
    short[] pcm = new short[Recorder.FRAME_SAMPLES];
    boolean isSpeaking =
        said.stream()
            .anyMatch(
                segment ->
                    segment.speaker() == speaker
                        && segment.startMs() <= millis
                        && millis < segment.endMs());
    if (isSpeaking) {
      long first = millis * RATE / 1_000;
      for (int i = 0; i < pcm.length; i++) {
        pcm[i] = (short) (AMPLITUDE * Math.sin(2 * Math.PI * hertz * (first + i) / RATE));
      }
    }
    return pcm;
  }
}
