package com.jagcall.calls.media;

import com.jagcall.calls.media.dtmf.DtmfSender;

/** The line of a call whose frames a {@link FrameSink} takes. */
final class FrameLine implements AudioLine {
  private final RtpLine line;
  private final FrameSink sink;
  private final boolean hasSound;

  FrameLine(Playout playout, DtmfSender dtmf, FrameSink sink, boolean hasSound) {
    line = new RtpLine(playout, dtmf);
    this.sink = sink;
    this.hasSound = hasSound;
  }

  Listeners<LineListener> listeners() {
    return line.listeners();
  }

  @Override
  public boolean hasSound() {
    return hasSound;
  }

  @Override
  public void listen(LineListener listener) {
    line.listen(listener);
  }

  @Override
  public void unlisten(LineListener listener) {
    line.unlisten(listener);
  }

  @Override
  public boolean play(short[] pcm) {
    return line.play(pcm);
  }

  @Override
  public boolean playUlaw(byte[] ulaw) {
    return line.playUlaw(ulaw);
  }

  @Override
  public boolean mark(String name) {
    return line.mark(name);
  }

  @Override
  public Cleared clear() {
    Cleared cleared = line.clear();
    sink.cleared();
    return cleared;
  }

  @Override
  public long playedMillis() {
    return line.playedMillis();
  }

  @Override
  public long queuedMillis() {
    return line.queuedMillis();
  }

  @Override
  public boolean sendDtmf(String digits) {
    return line.sendDtmf(digits);
  }
}
