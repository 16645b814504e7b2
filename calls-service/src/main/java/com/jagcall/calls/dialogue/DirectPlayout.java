package com.jagcall.calls.dialogue;

import com.jagcall.calls.media.AudioLine;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * What a model that speaks by itself says, answer by answer: played as µ-law, as it came, and
 * counted as it is heard. For the thread of its conversation.
 */
final class DirectPlayout {
  private static final long LINE_MILLIS = 200;
  private static final int BIT = AudioLine.FRAME_SAMPLES;

  private final AudioLine line;
  private final int maxBits;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private Speaking speaking;
  private long playedBefore;
  private long handed;
  private boolean isExpecting;
  private String cutItem = "";

  /** An answer that is being heard. */
  private static final class Speaking {
    private final String item;
    private final StringBuilder text = new StringBuilder();
    private Transcript.Opening opening;
    private long samples;
    private boolean isComplete;

    Speaking(String item) {
      this.item = item;
    }
  }

  /**
   * What was cut.
   *
   * @param heardMillis how much of its sound was heard
   */
  record Cut(String item, long heardMillis) {}

  DirectPlayout(AudioLine line, int maxBits) {
    this.line = line;
    this.maxBits = maxBits;
  }

  /** Something is still to come that has to be heard. */
  void expect() {
    isExpecting = true;
  }

  /** False when far too much waits. */
  boolean append(String item, byte[] ulaw) {
    if (item.equals(cutItem)) {
      // It was on its way when the caller interrupted.
      return true;
    }
    open(item);
    isExpecting = false;
    speaking.samples += ulaw.length;
    for (int from = 0; from < ulaw.length; from += BIT) {
      waiting.add(Arrays.copyOfRange(ulaw, from, Math.min(ulaw.length, from + BIT)));
    }
    feed();
    return waiting.size() <= maxBits;
  }

  private void open(String item) {
    if (speaking == null || !speaking.item.equals(item)) {
      speaking = new Speaking(item);
      playedBefore = line.playedMillis() + line.queuedMillis();
      handed = 0;
    }
  }

  void text(String item, String piece) {
    if (!item.equals(cutItem)) {
      open(item);
      speaking.text.append(piece);
    }
  }

  void complete() {
    if (speaking != null) {
      speaking.isComplete = true;
    }
  }

  private void feed() {
    while (!waiting.isEmpty()
        && line.queuedMillis() < LINE_MILLIS
        && line.playUlaw(waiting.peek())) {
      handed += waiting.poll().length;
    }
  }

  private long heardMillis() {
    long played = Math.max(0, line.playedMillis() - playedBefore);
    return Math.min(played, handed / AudioLine.SAMPLES_PER_MILLI);
  }

  /** Refills the line, and tells an answer that was heard to its end. */
  void advance(long now, Transcript transcript) {
    feed();
    if (speaking == null) {
      return;
    }
    if (speaking.opening == null && heardMillis() > 0) {
      speaking.opening = transcript.begin(now);
    }
    if (speaking.isComplete && waiting.isEmpty() && line.queuedMillis() == 0) {
      tell(now, transcript, speaking.samples / AudioLine.SAMPLES_PER_MILLI);
      speaking = null;
    }
  }

  private void tell(long now, Transcript transcript, long heardMillis) {
    if (speaking.opening == null) {
      return;
    }
    Utterance utterance = new Utterance();
    Utterance.Sentence sentence =
        utterance.add(PromptTemplate.clean(speaking.text.toString(), false), 0, speaking.samples);
    sentence.samples = speaking.samples;
    sentence.isMade = true;
    utterance.played(heardMillis * AudioLine.SAMPLES_PER_MILLI + AudioLine.SAMPLES_PER_MILLI - 1);
    String text = utterance.heard();
    if (text.isEmpty()) {
      transcript.drop(speaking.opening);
    } else {
      long start = speaking.opening.startMillis();
      transcript.end(
          speaking.opening,
          new Said(Said.Who.AGENT, Said.Kind.SPEECH, text, start, Math.max(start, now), null));
    }
  }

  /** Stops with the next frame; empty when nothing was being said. */
  Optional<Cut> cut(long now, Transcript transcript) {
    line.clear();
    waiting.clear();
    if (speaking == null) {
      return Optional.empty();
    }
    Cut cut = new Cut(speaking.item, heardMillis());
    tell(now, transcript, cut.heardMillis());
    cutItem = speaking.item;
    speaking = null;
    return Optional.of(cut);
  }

  boolean isEmpty() {
    return !isExpecting && speaking == null;
  }
}
