package com.jagcall.calls.listening;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataProcessingException;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where Sphinx takes its sound from: the frames of a turn, at the 16 kHz that its model was made
 * for. Public because Sphinx makes it by its name.
 */
public final class FrameSource extends BaseDataProcessor {
  static final int RATE = 16_000;

  /** The end of a turn. */
  static final short[] END = {};

  /**
   * A turn that goes on must bring a frame every 20 ms; none for so long is a caller who is gone.
   */
  private static final long PATIENCE_SECONDS = 5;

  private static final double NOISE = 8;

  /** Samples of a line, 20 ms. */
  private static final int SHORTEST = 160;

  private BlockingQueue<short[]> frames;
  private boolean isStarted;
  private boolean isEnded;
  private long samples;
  private int seed = 1;
  private short last;

  /** The next turn comes from here. */
  void open(BlockingQueue<short[]> turn) {
    frames = turn;
    isStarted = false;
    isEnded = false;
    samples = 0;
    last = 0;
  }

  @Override
  public Data getData() throws DataProcessingException {
    if (!isStarted) {
      isStarted = true;
      return new DataStartSignal(RATE);
    }
    short[] frame = isEnded ? END : next();
    if (frame.length == 0 && samples == 0) {
      // Sphinx would leave the end of a turn without any sound to the turn after it.
      isEnded = true;
      frame = new short[SHORTEST];
    }
    if (frame.length == 0) {
      return new DataEndSignal(samples * 1000 / RATE);
    }
    double[] doubled = new double[frame.length * 2];
    for (int i = 0; i < frame.length; i++) {
      doubled[2 * i] = (last + frame[i]) / 2.0 + noise();
      doubled[2 * i + 1] = frame[i] + noise();
      last = frame[i];
    }
    DoubleData data = new DoubleData(doubled, RATE, samples);
    samples += doubled.length;
    return data;
  }

  /** Its features are logarithms: the perfect silence of a digital line would be minus infinity. */
  private double noise() {
    seed = seed * 1_103_515_245 + 12_345;
    return (double) (seed >> 16) / Short.MAX_VALUE * NOISE;
  }

  private short[] next() {
    try {
      short[] frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return frame == null ? END : frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return END;
    }
  }
}
