package com.jagcall.calls.playback;

import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;
import com.jagcall.calls.playback.Tapes.Tape;

/** Records what is heard and said on a line. */
public final class TapedLine implements LineListener {
  private final Tape tape;
  private final short[] callerPcm = new short[AudioLine.FRAME_SAMPLES];
  private final short[] agentPcm = new short[AudioLine.FRAME_SAMPLES];

  public TapedLine(Tape tape) {
    this.tape = tape;
  }

  @Override
  public void frame(long number, AudioFrame caller, AudioFrame agent) {
    caller.copyPcm(callerPcm, 0);
    agent.copyPcm(agentPcm, 0);
    tape.frame(number * AudioLine.FRAME_MILLIS, callerPcm, agentPcm);
  }
}
