package com.jagcall.calls.conversation;

import com.jagcall.calls.call.Segment;
import com.jagcall.calls.call.Speaker;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.speech.Speech;
import com.jagcall.calls.speech.SpeechFailure;
import com.jagcall.calls.speech.SpeechListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Something the agent says: takes sound as it is made and gives it to the line when there is room,
 * and knows from when to when it was heard. Guarded by itself: an engine's thread fills it, the
 * media thread empties it.
 */
final class Utterance implements SpeechListener {
  private static final int SAMPLES_PER_MILLI = 8;

  /** So much waits on the line, and so much here before the engine is asked to pause. */
  private static final long LINE_MILLIS = 400;

  private static final long FULL_MILLIS = 20_000;
  private static final long LOW_MILLIS = 5_000;

  private final Deque<short[]> waiting = new ArrayDeque<>();
  private final SpokenText text = new SpokenText();
  private Speech speech;
  private long waitingSamples;
  private boolean isPaused;
  private boolean isMade;
  private long startMs = -1;
  private long playedBefore;

  /** Who makes the sound. */
  synchronized void madeBy(Speech maker) {
    speech = maker;
  }

  @Override
  public synchronized void sentence(String sentence) {
    text.sentence(sentence);
  }

  @Override
  public synchronized void audio(short[] pcm) {
    waiting.add(pcm);
    waitingSamples += pcm.length;
    text.sound(pcm.length);
    if (!isPaused && speech != null && millis(waitingSamples) > FULL_MILLIS) {
      isPaused = true;
      speech.pause();
    }
  }

  @Override
  public synchronized void finished() {
    isMade = true;
  }

  @Override
  public synchronized void failed(SpeechFailure failure) {
    isMade = true;
  }

  /**
   * Gives the line what it has room for; each 20 ms.
   *
   * @param atMs milliseconds since the answer
   * @return whether all of it has been played
   */
  synchronized boolean pump(AudioLine line, long atMs) {
    while (!waiting.isEmpty() && line.queuedMillis() < LINE_MILLIS) {
      if (startMs < 0) {
        startMs = atMs;
        playedBefore = line.playedMillis();
      }
      if (!line.play(waiting.peek())) {
        break;
      }
      waitingSamples -= waiting.poll().length;
    }
    if (isPaused && millis(waitingSamples) < LOW_MILLIS) {
      isPaused = false;
      speech.resume();
    }
    return isMade && waiting.isEmpty() && line.queuedMillis() == 0;
  }

  /** Says nothing more, and tells what was heard of it, if anything. */
  synchronized Optional<Segment> stop(AudioLine line) {
    if (speech != null && !isMade) {
      speech.cancel();
    }
    isMade = true;
    waiting.clear();
    waitingSamples = 0;
    line.clear();
    return heard(line);
  }

  /** What was heard of it so far. */
  synchronized Optional<Segment> heard(AudioLine line) {
    long played = startMs < 0 ? 0 : line.playedMillis() - playedBefore;
    String words = text.heard(played);
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Segment(
                Speaker.AGENT,
                words.substring(0, Math.min(words.length(), Segment.MAX_TEXT)),
                startMs,
                startMs + played,
                null));
  }

  private static long millis(long samples) {
    return samples / SAMPLES_PER_MILLI;
  }
}
