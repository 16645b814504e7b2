package com.jagcall.calls.media;

/**
 * A caller's line in frames of 20 ms at 8 kHz: what a SIP call, a browser or a carrier's media
 * websocket can all be. Every method may be called from any thread and returns at once.
 *
 * <p>Sound may be given and taken as PCM or as G.711 µ-law; on a µ-law call the latter passes
 * through byte by byte, so that a model which speaks {@code audio/pcmu} costs no conversion.
 */
public interface AudioLine {
  /** Milliseconds of a frame. */
  int FRAME_MILLIS = 20;

  /** Samples of a frame. */
  int FRAME_SAMPLES = 160;

  /** Samples of a millisecond. */
  int SAMPLES_PER_MILLI = 8;

  /** At most eight; further ones throw {@link IllegalStateException}. */
  void listen(LineListener listener);

  void unlisten(LineListener listener);

  /** Whether anything is heard on it: false for one that carries text only, and keeps the time. */
  default boolean hasSound() {
    return true;
  }

  /**
   * Appends to what is to be played. Any length; frames need not be whole.
   *
   * @param pcm 8 kHz, 16 bit; not to be changed afterwards
   * @return false when it does not fit (the bound is configured): nothing was taken, try again when
   *     a mark is reached
   */
  boolean play(short[] pcm);

  /** The same with G.711 µ-law (RFC 3551 PCMU), a byte for a sample. */
  boolean playUlaw(byte[] ulaw);

  /**
   * Sets a mark behind what is queued; {@link LineListener#markReached} is called when all before
   * it has been sent, with the next frame if nothing is queued. On hold nothing is sent, and marks
   * wait too. False when too many marks wait.
   */
  boolean mark(String name);

  /** Barge-in: drops all that is queued, marks included. Takes effect with the next frame. */
  Cleared clear();

  /**
   * Milliseconds of queued sound really sent since the call began; silence between does not count.
   */
  long playedMillis();

  /** Milliseconds that are queued and not sent yet. */
  long queuedMillis();

  /**
   * Sends telephone events (RFC 4733), 100 ms each with a gap of 100 ms, one after the other; what
   * is queued to be played waits meanwhile. On a call without telephone-event they are played as
   * tones.
   *
   * @param digits of 0–9, *, #, A–D
   * @return false when the queue (64 digits) has no room: none was taken
   * @throws IllegalArgumentException when another character is among them
   */
  boolean sendDtmf(String digits);

  /**
   * What {@link #clear} did.
   *
   * @param playedMillis as {@link #playedMillis()} at that moment
   * @param droppedMillis what will not be heard
   */
  record Cleared(long playedMillis, long droppedMillis) {}
}
