package com.jagcall.carrier.sip;

import java.util.Arrays;
import java.util.List;

/**
 * Somebody on the telephone who wants an appointment with the dentist: says a sentence, waits until
 * the other side has answered, says the next, and hangs up when nobody says anything any more. For
 * one thread; time passes by its ticks of 20 ms.
 */
final class Person {

  /** What the offline engine of calls-service understands. */
  static final List<String> SENTENCES =
      List.of(
          "hello",
          "i would like an appointment on monday",
          "in the morning please",
          "at nine o'clock",
          "no thank you");

  /** A quarter of a second of sound is an answer, less is a click. */
  private static final int ANSWER_TICKS = 12;

  /** Who pauses so long has finished: 1.2 s. */
  private static final int PAUSE_TICKS = 60;

  private static final int PATIENCE_TICKS = 500;
  private static final int PICKED_UP_TICKS = 25;

  /** Of 16 bits: above line noise, below quiet speech. */
  private static final int LOUD = 300;

  private final SpokenSentences sentences;
  private int next;
  private short[] saying;
  private int said;
  private int heard;
  private int quiet;

  private Person(SpokenSentences sentences, int first) {
    this.sentences = sentences;
    this.next = first;
  }

  /** Who was called says hello. */
  static Person called(SpokenSentences sentences) {
    Person person = new Person(sentences, 0);
    person.heard = ANSWER_TICKS;
    person.quiet = PAUSE_TICKS - PICKED_UP_TICKS;
    return person;
  }

  /** Who calls waits for the other side to say so. */
  static Person calling(SpokenSentences sentences) {
    return new Person(sentences, 1);
  }

  static boolean isLoud(short[] pcm) {
    long sum = 0;
    for (short sample : pcm) {
      sum += Math.abs(sample);
    }
    return sum > (long) LOUD * pcm.length;
  }

  /**
   * 20 ms have passed.
   *
   * @return 160 samples of speech; null: silence
   */
  short[] tick(boolean isOtherLoud) {
    heard += isOtherLoud ? 1 : 0;
    quiet = isOtherLoud ? 0 : quiet + 1;
    boolean isTurn = heard >= ANSWER_TICKS && quiet >= PAUSE_TICKS;
    if (saying == null && isTurn && next < SENTENCES.size()) {
      saying = sentences.get(SENTENCES.get(next));
      said = 0;
      next += saying == null ? 0 : 1;
    }
    return saying == null ? null : speak();
  }

  private short[] speak() {
    short[] frame = Arrays.copyOfRange(saying, said, said + Voice.SAMPLES);
    said += Voice.SAMPLES;
    if (said >= saying.length) {
      saying = null;
      heard = 0;
      quiet = 0;
    }
    return frame;
  }

  /** Whether nobody said anything for ten seconds: nothing holds a person then. */
  boolean isLeaving() {
    return saying == null && quiet >= PATIENCE_TICKS;
  }
}
