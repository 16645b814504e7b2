package com.jagcall.calls.media;

import com.jagcall.calls.media.dtmf.Digits;
import com.jagcall.calls.media.dtmf.DtmfSender;
import com.jagcall.calls.sdp.Codec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The sound of one call that comes and goes frame by frame, over a websocket for instance, in the
 * same time and on the same kind of line as a call over RTP. Every method may be called from any
 * thread and returns at once.
 */
public final class FrameSession implements AutoCloseable, Pacer.Paced {
  /** How long a key is told to have been pressed, of which only the press is known. */
  private static final int PRESS_MILLIS = 100;

  private static final int MAX_PRESSES = 64;

  private final FrameSink sink;
  private final Playout playout;
  private final DtmfSender dtmf = new DtmfSender();
  private final PlayoutLine line;
  private final CallerFrames heard = new CallerFrames();
  private final Consumer<FrameSession> closing;
  private final AudioFrame caller = new AudioFrame();
  private final AudioFrame agent = new AudioFrame();
  private final byte[] wire = new byte[AudioLine.FRAME_SAMPLES];
  private final short[] pcm = new short[AudioLine.FRAME_SAMPLES];
  private final List<String> reached = new ArrayList<>();
  private final Queue<Character> presses = new ArrayDeque<>();
  private final Pacer pacer;
  private long firstRound = -1;
  private boolean isStarted;
  private volatile boolean isClosed;

  FrameSession(
      FrameSink sink,
      boolean hasSound,
      long playoutSamples,
      Pacer pacer,
      Consumer<FrameSession> closing) {
    this.sink = sink;
    this.pacer = pacer;
    this.closing = closing;
    playout = new Playout(playoutSamples);
    line = new PlayoutLine(playout, dtmf, hasSound, sink::cleared);
  }

  public AudioLine line() {
    return line;
  }

  /** Begins to take and to deliver frames. Without effect when already started. */
  public synchronized void start() {
    if (!isStarted && !isClosed) {
      isStarted = true;
      pacer.add(this);
    }
  }

  /**
   * The caller was heard.
   *
   * @param samples 8 kHz, any number of them
   */
  public void heard(short[] samples) {
    heard.add(samples);
  }

  /**
   * The caller pressed a key.
   *
   * @throws IllegalArgumentException when it is none of 0–9, *, #, A–D
   */
  public void pressed(char digit) {
    Digits.event(digit);
    synchronized (presses) {
      if (presses.size() < MAX_PRESSES) {
        presses.add(digit);
      }
    }
  }

  @Override
  public void send(long round, long dueNanos) {
    agent.silence();
    boolean isSound = false;
    switch (dtmf.next(false)) {
      case TONE -> {
        dtmf.writeTone(pcm);
        agent.setPcm(pcm, 0, AudioFrame.Origin.SOUND);
        isSound = true;
      }
      case SOUND -> {
        if (playout.next(wire, 0, Codec.PCMU, reached) > 0) {
          agent.setUlaw(wire, 0, AudioFrame.Origin.SOUND);
          isSound = true;
        }
      }
      default -> {
        // A pause between two keys is silence.
      }
    }
    if (!isClosed) {
      sink.frame(agent, isSound);
    }
  }

  @Override
  public void hear(long round, long dueNanos) {
    if (isClosed) {
      return;
    }
    if (firstRound < 0) {
      firstRound = round;
    }
    if (heard.take(pcm)) {
      caller.setPcm(pcm, 0, AudioFrame.Origin.SOUND);
    } else {
      caller.silence();
    }
    long number = round - firstRound;
    line.listeners().tell(listener -> listener.frame(number, caller, agent));
    long played = playout.playedMillis();
    for (String mark : reached) {
      line.listeners().tell(listener -> listener.markReached(mark, played));
    }
    reached.clear();
    Character press;
    while ((press = nextPress()) != null) {
      char digit = press;
      line.listeners().tell(listener -> listener.dtmf(digit, PRESS_MILLIS));
    }
  }

  private Character nextPress() {
    synchronized (presses) {
      return presses.poll();
    }
  }

  /** Frames end. Without effect when already closed. */
  @Override
  public void close() {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    pacer.remove(this);
    closing.accept(this);
  }
}
