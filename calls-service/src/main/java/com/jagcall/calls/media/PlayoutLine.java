package com.jagcall.calls.media;

import com.jagcall.calls.media.dtmf.DtmfSender;

/** A line whose sound waits in a playout, whatever carries it away from there. */
final class PlayoutLine implements AudioLine {
  private final Listeners<LineListener> listeners = new Listeners<>();
  private final Playout playout;
  private final DtmfSender dtmf;
  private final boolean hasSound;
  private final Runnable onClear;

  /** One with sound; whoever carries it has nothing that it could take back. */
  PlayoutLine(Playout playout, DtmfSender dtmf) {
    this(playout, dtmf, true, () -> {});
  }

  /**
   * @param onClear runs after the playout was cleared: what was taken from it shall not be heard
   */
  PlayoutLine(Playout playout, DtmfSender dtmf, boolean hasSound, Runnable onClear) {
    this.playout = playout;
    this.dtmf = dtmf;
    this.hasSound = hasSound;
    this.onClear = onClear;
  }

  Listeners<LineListener> listeners() {
    return listeners;
  }

  @Override
  public boolean hasSound() {
    return hasSound;
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
    Cleared cleared = playout.clear();
    onClear.run();
    return cleared;
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
