package com.jagcall.calls.media.jitter;

import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.sdp.Codec;

/**
 * Turns packets, as they come, into a frame every 20 ms. Packets of any length are laid out on a
 * ring by their timestamps, so that order and repetition do not matter; frames are read from it
 * with a delay that follows the network's jitter. Delay is gained by concealing a frame and lost by
 * blending two into one. Bounded in time and memory. Not for several threads.
 *
 * <p>Times are in samples at 8 kHz: {@code arrival} and {@code now} of our clock, timestamps of the
 * other side's, unwrapped.
 */
public final class JitterBuffer {
  /** What became of a packet. */
  public enum Outcome {
    TAKEN,
    /** Its turn was over. */
    LATE,
    /** All of it was there already. */
    DUPLICATE,
    /** So far from the others in time that another one must confirm it. */
    DOUBTED
  }

  private static final int FRAME = AudioLine.FRAME_SAMPLES;

  /** A transit that differs by more is another timeline: 1 s. */
  private static final long JUMP = 8000;

  /** What is held back by so much more than the greatest delay is given up at once: 100 ms. */
  private static final int FAR_TOO_LATE = 800;

  private static final int SLACK = 240;
  private static final int SHORTAGE = 80;
  private static final int PATIENCE = 25;

  private final SampleRing ring = new SampleRing();
  private final byte[] bytes = new byte[FRAME];
  private final short[] samples = new short[FRAME];
  private final short[] first = new short[FRAME];
  private final Concealment concealment = new Concealment();
  private final DelayEstimate delay;
  private final int greatestDelay;

  private boolean started;
  private boolean aligned;
  private long last;
  private long read;
  private long end;
  private boolean doubtful;
  private long doubted;
  private int tooMuch;
  private int tooLittle;
  private long concealed;

  /**
   * @param smallestMillis the least delay, at least 10
   * @param greatestMillis the greatest, at most 500
   */
  public JitterBuffer(int smallestMillis, int greatestMillis) {
    if (smallestMillis < 10 || greatestMillis < smallestMillis || greatestMillis > 500) {
      throw new IllegalArgumentException("10 <= smallest <= greatest <= 500 ms");
    }
    greatestDelay = greatestMillis * AudioLine.SAMPLES_PER_MILLI;
    delay = new DelayEstimate(smallestMillis * AudioLine.SAMPLES_PER_MILLI, greatestDelay);
  }

  /** Takes a packet's payload: a byte for a sample, up to 60 ms. */
  public Outcome put(int timestamp, byte[] packet, Payload payload, long arrival) {
    long time = started ? last + (timestamp - (int) last) : timestamp & 0xFFFFFFFFL;
    if (!started) {
      restart(time, arrival);
    } else if (Math.abs(arrival - time - delay.base()) > JUMP) {
      if (!dry() && !(doubtful && Math.abs(time - doubted) < JUMP)) {
        doubtful = true;
        doubted = time;
        return Outcome.DOUBTED;
      }
      restart(time, arrival);
    }
    doubtful = false;
    last = time;
    long late = delay.add(arrival - time, arrival);
    if (late > greatestDelay && dry()) {
      // The way has become longer than we would ever wait: what was is no measure any more.
      restart(time, arrival);
      delay.add(arrival - time, arrival);
    } else if (time < read && dry() && aligned) {
      // All that comes is late, and nothing is lost by waiting for it from here on.
      read = time;
    }
    return store(time, packet, payload);
  }

  /** Where a packet's sound is. */
  public record Payload(int offset, int length, Codec codec) {}

  private Outcome store(long time, byte[] packet, Payload payload) {
    long from = Math.max(time, read);
    long to = Math.min(time + payload.length(), read + SampleRing.CAPACITY);
    if (from >= to) {
      return Outcome.LATE;
    }
    boolean news = false;
    for (long t = from; t < to; t++) {
      news |= ring.put(t, packet[payload.offset() + (int) (t - time)], payload.codec());
    }
    end = Math.max(end, to);
    return news ? Outcome.TAKEN : Outcome.DUPLICATE;
  }

  private void restart(long time, long arrival) {
    ring.clear();
    delay.restart(arrival - time, arrival);
    started = true;
    aligned = false;
    last = time;
    read = time - delay.target();
    end = read;
    tooMuch = 0;
    tooLittle = 0;
  }

  /** Another source begins: nothing of the old one is played. */
  public void reset() {
    started = false;
    doubtful = false;
    concealment.reset();
  }

  /** Whether nothing is left to play. */
  public boolean dry() {
    return !started || end <= read;
  }

  /** Fills the next frame; called every 20 ms. */
  public void take(AudioFrame frame, long now) {
    if (!started) {
      frame.silence();
      return;
    }
    long newest = now - delay.base();
    if (!aligned) {
      // Only now is it known at which moments we are asked.
      moveTo(newest - delay.target());
      aligned = true;
    }
    if (newest - read > greatestDelay + FAR_TOO_LATE) {
      moveTo(newest - delay.target());
    }
    long surplus = newest - read - delay.target();
    tooMuch = surplus > SLACK ? tooMuch + 1 : 0;
    tooLittle = surplus < -SHORTAGE ? tooLittle + 1 : 0;
    if (tooLittle > 1) {
      tooLittle = 0;
      insert(frame);
    } else if (tooMuch > PATIENCE) {
      tooMuch = 0;
      merge(frame);
    } else {
      next(frame);
    }
  }

  private void moveTo(long time) {
    ring.clear(read, Math.min(time, end));
    read = time;
  }

  private void next(AudioFrame frame) {
    Codec codec = concealment.active() ? null : ring.copy(read, bytes);
    if (codec == null) {
      deliver(frame, fill(samples));
      return;
    }
    ring.clear(read, read + FRAME);
    read += FRAME;
    if (codec == Codec.PCMU) {
      frame.setUlaw(bytes, 0, AudioFrame.Origin.SOUND);
    } else {
      frame.setAlaw(bytes, 0, AudioFrame.Origin.SOUND);
    }
    frame.copyPcm(samples, 0);
    concealment.good(samples, 0, FRAME);
  }

  /**
   * Fills a frame with what is there, and with what is made up for the rest; returns whether
   * anything was made up.
   */
  private boolean fill(short[] target) {
    boolean madeUp = false;
    int from = 0;
    while (from < FRAME) {
      boolean there = ring.has(read + from);
      int to = from;
      while (to < FRAME && there == ring.has(read + to)) {
        target[to] = there ? ring.pcm(read + to) : 0;
        to++;
      }
      if (there) {
        concealment.good(target, from, to - from);
      } else {
        concealment.conceal(target, from, to - from);
        madeUp = true;
      }
      from = to;
    }
    ring.clear(read, read + FRAME);
    read += FRAME;
    return madeUp;
  }

  private void deliver(AudioFrame frame, boolean madeUp) {
    if (madeUp && concealment.faded()) {
      frame.silence();
      return;
    }
    if (madeUp) {
      concealed++;
    }
    frame.setPcm(samples, 0, madeUp ? AudioFrame.Origin.CONCEALED : AudioFrame.Origin.SOUND);
  }

  /** Holds back 20 ms more: plays something made up and reads nothing. */
  private void insert(AudioFrame frame) {
    concealment.conceal(samples, 0, FRAME);
    if (concealment.faded()) {
      frame.silence();
    } else {
      concealed++;
      frame.setPcm(samples, 0, AudioFrame.Origin.CONCEALED);
    }
  }

  /** Holds back 20 ms less: two frames are blended into one. */
  private void merge(AudioFrame frame) {
    boolean madeUp = fill(first);
    madeUp |= fill(samples);
    for (int i = 0; i < FRAME; i++) {
      samples[i] = (short) ((first[i] * (FRAME - i) + samples[i] * i) / FRAME);
    }
    deliver(frame, madeUp);
  }

  /** The delay that it strives for at present. */
  public int targetMillis() {
    return started ? delay.target() / AudioLine.SAMPLES_PER_MILLI : 0;
  }

  /** Frames that were made up in whole or part, silence after a fade-out not counted. */
  public long concealedFrames() {
    return concealed;
  }
}
