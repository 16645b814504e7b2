package com.jagcall.calls.dialogue;

import com.jagcall.calls.media.AudioLine;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is played to the caller. The line holds little of it at a time, so that it can be held back
 * and go on where it was; what was really sent is counted for each utterance. For the thread of its
 * conversation; {@link #advance} wants to be called every frame.
 */
final class Playout {
  /** Enough for a thread that is late; little enough to copy back when it is held. */
  private static final long LINE_MILLIS = 200;

  private final AudioLine line;
  private final Deque<Piece> waiting = new ArrayDeque<>();
  private final Deque<Piece> handed = new ArrayDeque<>();
  private short[] partial = new short[AudioLine.FRAME_SAMPLES];
  private int filled;
  private long playedSamples;
  private boolean isHeld;

  private record Piece(Utterance utterance, short[] pcm) {}

  Playout(AudioLine line) {
    this.line = line;
    // What somebody else has queued is none of ours.
    this.playedSamples = (line.playedMillis() + line.queuedMillis()) * AudioLine.SAMPLES_PER_MILLI;
  }

  void append(Utterance utterance, short[] pcm) {
    for (int from = 0; from < pcm.length; ) {
      int length = Math.min(AudioLine.FRAME_SAMPLES - filled, pcm.length - from);
      System.arraycopy(pcm, from, partial, filled, length);
      filled += length;
      from += length;
      if (filled == AudioLine.FRAME_SAMPLES) {
        flush(utterance);
      }
    }
    feed();
  }

  /** A sentence is complete: fills its last frame with so many samples of silence. */
  int flush(Utterance utterance) {
    int padding = filled == 0 ? 0 : AudioLine.FRAME_SAMPLES - filled;
    if (filled > 0) {
      waiting.add(new Piece(utterance, partial));
      partial = new short[AudioLine.FRAME_SAMPLES];
      filled = 0;
      feed();
    }
    return padding;
  }

  /** Counts what was played since, and refills the line. True when something was. */
  boolean advance() {
    boolean isPlayed = count(line.playedMillis() * AudioLine.SAMPLES_PER_MILLI);
    feed();
    return isPlayed;
  }

  private void feed() {
    while (!isHeld && !waiting.isEmpty() && line.queuedMillis() < LINE_MILLIS) {
      if (!line.play(waiting.peek().pcm())) {
        return;
      }
      handed.add(waiting.poll());
    }
  }

  private boolean count(long position) {
    boolean isPlayed = false;
    while (!handed.isEmpty() && playedSamples + AudioLine.FRAME_SAMPLES <= position) {
      playedSamples += AudioLine.FRAME_SAMPLES;
      handed.poll().utterance().played(AudioLine.FRAME_SAMPLES);
      isPlayed = true;
    }
    if (handed.isEmpty() && position > playedSamples) {
      playedSamples = position;
    }
    return isPlayed;
  }

  /** Stops with the next frame, to go on later or be cut. */
  void hold() {
    if (isHeld) {
      return;
    }
    isHeld = true;
    AudioLine.Cleared cleared = line.clear();
    count(cleared.playedMillis() * AudioLine.SAMPLES_PER_MILLI);
    while (!handed.isEmpty()) {
      waiting.addFirst(handed.pollLast());
    }
    playedSamples = cleared.playedMillis() * AudioLine.SAMPLES_PER_MILLI;
  }

  void resume() {
    isHeld = false;
    feed();
  }

  /** Drops what was not played. */
  void cut() {
    hold();
    waiting.clear();
    filled = 0;
    isHeld = false;
  }

  boolean isHeld() {
    return isHeld;
  }

  /** Milliseconds that are made and not played. */
  long aheadMillis() {
    return (long) (waiting.size() + handed.size()) * AudioLine.FRAME_MILLIS;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && handed.isEmpty();
  }
}
