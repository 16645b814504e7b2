package com.jagcall.calls.media;

import com.jagcall.calls.media.dtmf.DtmfSender;

/** The line of a call over RTP. */
final class RtpLine implements AudioLine {
  private final Listeners<LineListener> listeners = new Listeners<>();
  private final Playout playout;
  private final DtmfSender dtmf;

  RtpLine(Playout playout, DtmfSender dtmf) {
    this.playout = playout;
    this.dtmf = dtmf;
  }

  Listeners<LineListener> listeners() {
    return listeners;
  }

  @Override
  public void listen(LineListener listener) {
    listeners.add(listener);
  }

  @Override
  public void unlisten(LineListener listener) {
    listeners.remove(listener);
  }

  @Override
  public boolean play(short[] pcm) {
    return playout.play(pcm);
  }

  @Override
  public boolean playUlaw(byte[] ulaw) {
    return playout.playUlaw(ulaw);
  }

  @Override
  public boolean mark(String name) {
    return playout.mark(name);
  }

  @Override
  public Cleared clear() {
    return playout.clear();
  }

  @Override
  public long playedMillis() {
    return playout.playedMillis();
  }

  @Override
  public long queuedMillis() {
    return playout.queuedMillis();
  }

  @Override
  public boolean sendDtmf(String digits) {
    return dtmf.queue(digits);
  }
}
