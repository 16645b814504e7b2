package com.jagcall.calls.dialogue;

import java.time.Duration;

/**
 * How long a conversation waits for what; all in milliseconds.
 *
 * @param bargeIn how long a caller speaks over the agent, with nothing understood yet, until that
 *     is an interruption and not a cough
 * @param recognition from the end of a turn to its text, of each provider
 * @param firstToken from the request to the first piece of an answer, of each provider
 * @param nextToken between pieces
 * @param firstAudio from a sentence to its first sound, of each provider
 * @param deadAir silence owed by the agent until it says that it needs a moment
 * @param silencePrompt silence owed by the caller until they are asked whether they are there
 * @param keypad from a key to the end of what is keyed
 * @param farewell how long the last words may take
 */
public record Timing(
    long bargeIn,
    long recognition,
    long firstToken,
    long nextToken,
    long firstAudio,
    long deadAir,
    long silencePrompt,
    long keypad,
    long farewell) {

  /**
   * What a caller finds natural. With one retry each, an answer or an apology is there before a
   * caller would think that nobody is; the moment asked for bridges the rest.
   */
  public static final Timing NATURAL =
      new Timing(700, 1_500, 2_500, 2_500, 1_500, 2_200, 8_000, 1_500, 8_000);

  /** Who writes is patient, and takes minutes for an answer. */
  public static final Timing WRITTEN =
      new Timing(700, 1_500, 10_000, 10_000, 1_500, 6_000, 180_000, 1_500, 8_000);

  /** The same with another patience for silent callers. */
  Timing withSilence(Duration silence) {
    return new Timing(
        bargeIn,
        recognition,
        firstToken,
        nextToken,
        firstAudio,
        deadAir,
        silence.toMillis(),
        keypad,
        farewell);
  }
}
