package com.jagcall.calls.listening;

/**
 * Decides when a caller begins to speak and when their turn is over. One for each call, used by one
 * thread at a time; time is told by counting frames.
 */
public interface TurnDetection {
  /** What a frame means. */
  enum Verdict {
    /** Nobody speaks. */
    QUIET,
    /** With this frame somebody is taken to have begun. */
    BEGUN,
    /** They speak, or pause. */
    GOES_ON,
    /** With this frame their turn is over. */
    ENDED
  }

  /**
   * Takes the next 20 ms.
   *
   * @param probability of speech, from 0 to 1
   */
  Verdict frame(double probability);

  /** What is understood so far of the turn that goes on: whoever stops after "and" goes on soon. */
  void partial(String text);

  /** Milliseconds of silence at the end of the turn that goes on, or that ended last. */
  long silenceMillis();

  /** Milliseconds of speech in it, pauses not counted. */
  long voicedMillis();

  /** Whether there was speech in the newest frame. */
  boolean isVoiced();
}
