package com.jagcall.calls.speech;

import java.time.Duration;

/**
 * Finds out when a caller begins to speak and when the turn is over, from 20 ms frames. A turn is
 * over after a silence as long as the caller's own pauses suggest: whoever speaks on right after a
 * turn was taken to be over is waited for longer from then on, and little by little less again.
 * Plain arithmetic on the frames it is given; knows no clock. Not for several threads.
 */
public final class TurnDetector {
  private static final int WINDOW_MILLIS = VoiceActivity.WINDOW_SAMPLES / 8;

  /** So much of a voice in a row is a beginning: two windows, as one may be a click. */
  private static final int START_WINDOWS = 2;

  /** A voice that comes back so soon was cut off, not finished. */
  private static final long CUT_OFF_MILLIS = 1200;

  private static final double LONGER = 1.5;
  private static final double BACK_TO_NORMAL = 0.2;

  private final VoiceActivity activity;
  private final Settings settings;
  private final TurnListener listener;
  private final short[] window = new short[VoiceActivity.WINDOW_SAMPLES];
  private int filled;
  private long millis;
  private double patienceMillis;
  private long hintMillis = -1;
  private int voiced;
  private boolean speaking;
  private long startMillis;
  private long voiceEndMillis;
  private long lastTurnEndMillis = -1;

  /**
   * How it decides.
   *
   * @param start probability from which on it is a voice
   * @param stop probability below which it is none any more; lower than {@code start}
   * @param patience silence after which a turn is over, at first
   * @param shortest the least it may become, by a hint
   * @param longest the most it may become, for a slow speaker
   */
  public record Settings(
      double start, double stop, Duration patience, Duration shortest, Duration longest) {
    /** What suits a telephone call. */
    public static final Settings TELEPHONE =
        new Settings(
            0.5, 0.35, Duration.ofMillis(600), Duration.ofMillis(250), Duration.ofMillis(1500));
  }

  public TurnDetector(VoiceActivity activity, Settings settings, TurnListener listener) {
    this.activity = activity;
    this.settings = settings;
    this.listener = listener;
    patienceMillis = settings.patience().toMillis();
  }

  /** Hears the next frame: PCM, 8 kHz, any length. The listener is called before it returns. */
  public void frame(short[] pcm) {
    for (int i = 0; i < pcm.length; ) {
      int count = Math.min(pcm.length - i, window.length - filled);
      System.arraycopy(pcm, i, window, filled, count);
      i += count;
      filled += count;
      if (filled == window.length) {
        filled = 0;
        millis += WINDOW_MILLIS;
        heard(activity.hear(window, 0));
      }
    }
  }

  /**
   * What somebody who understands the words thinks of this turn: a sentence that is complete needs
   * less patience, one that hangs in the air more. Counts until the caller speaks on or the turn is
   * over.
   */
  public void suggest(Duration patience) {
    hintMillis = patience.toMillis();
  }

  /** The silence that would end a turn now. */
  public Duration patience() {
    double wanted = hintMillis >= 0 ? hintMillis : patienceMillis;
    long shortest = settings.shortest().toMillis();
    return Duration.ofMillis(
        Math.round(Math.max(shortest, Math.min(settings.longest().toMillis(), wanted))));
  }

  private void heard(double probability) {
    if (probability >= (speaking ? settings.stop() : settings.start())) {
      voiced++;
      if (speaking) {
        // A new stretch of voice within the turn: what was thought of its words is out of date.
        hintMillis = millis - voiceEndMillis > WINDOW_MILLIS ? -1 : hintMillis;
        voiceEndMillis = millis;
      } else if (voiced >= START_WINDOWS) {
        start();
      }
    } else {
      voiced = 0;
      if (speaking && millis - voiceEndMillis >= patience().toMillis()) {
        end();
      }
    }
  }

  private void start() {
    speaking = true;
    startMillis = millis - (long) voiced * WINDOW_MILLIS;
    voiceEndMillis = millis;
    hintMillis = -1;
    adapt();
    listener.speechStarted(startMillis);
  }

  private void adapt() {
    boolean cutOff = lastTurnEndMillis >= 0 && startMillis - lastTurnEndMillis < CUT_OFF_MILLIS;
    double normal = settings.patience().toMillis();
    patienceMillis =
        cutOff
            ? Math.min(settings.longest().toMillis(), patienceMillis * LONGER)
            : patienceMillis + (normal - patienceMillis) * BACK_TO_NORMAL;
  }

  private void end() {
    speaking = false;
    hintMillis = -1;
    lastTurnEndMillis = millis;
    listener.turnEnded(startMillis, voiceEndMillis);
  }
}
