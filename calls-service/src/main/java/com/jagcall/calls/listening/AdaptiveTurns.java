package com.jagcall.calls.listening;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Turns by voice activity. How much silence ends a turn is learnt: it grows with the pauses that
 * this caller makes within their turns, and it is longer behind words after which people go on
 * ("and", "um", a number that is being told) than behind a sentence.
 */
public final class AdaptiveTurns implements TurnDetection {
  private static final int FRAME_MILLIS = 20;
  private static final double VOICED = 0.5;

  /** Once somebody speaks, less convinces. */
  private static final double STILL_VOICED = 0.35;

  /** Two windows of the voice activity: one may be a click. */
  private static final int BEGIN_FRAMES = 3;

  private static final long SHORTEST = 320;
  private static final long FIRST = 600;
  private static final long LONGEST = 1_000;
  private static final long UNFINISHED = 1_300;
  private static final long FINISHED_LESS = 200;
  private static final int REMEMBERED = 8;
  private static final double SLACK = 1.3;

  private static final Set<String> GOES_ON =
      Set.of(
          "and", "or", "but", "so", "because", "with", "the", "a", "an", "to", "of", "for", "my",
          "is", "in", "on", "at", "um", "uh", "er", "hmm", "und", "oder", "aber", "mit", "der",
          "die", "das", "\u00e4h", "et", "ou", "mais", "y", "o", "pero", "euh");

  private static final Set<String> COMPLETE =
      Set.of(
          "yes", "no", "okay", "ok", "bye", "goodbye", "thanks", "please", "ja", "nein", "oui",
          "non", "si");

  private final long[] pauses = new long[REMEMBERED];
  private int pauseCount;
  private String partial = "";
  private boolean isOpen;
  private boolean isVoiced;
  private int voicedFrames;
  private int silentFrames;

  @Override
  public Verdict frame(double probability) {
    isVoiced = probability >= (isOpen ? STILL_VOICED : VOICED);
    if (isOpen) {
      return open();
    }
    voicedFrames = isVoiced ? voicedFrames + 1 : 0;
    if (voicedFrames < BEGIN_FRAMES) {
      return Verdict.QUIET;
    }
    isOpen = true;
    silentFrames = 0;
    partial = "";
    return Verdict.BEGUN;
  }

  private Verdict open() {
    if (isVoiced) {
      remember(silentFrames * FRAME_MILLIS);
      silentFrames = 0;
      voicedFrames++;
      return Verdict.GOES_ON;
    }
    silentFrames++;
    if (silenceMillis() < limit()) {
      return Verdict.GOES_ON;
    }
    isOpen = false;
    return Verdict.ENDED;
  }

  /** What is shorter is no pause but the closing of a consonant. */
  private void remember(long pause) {
    if (pause >= SHORTEST / 2) {
      pauses[pauseCount++ % REMEMBERED] = pause;
    }
  }

  /** How much silence ends the turn that goes on, in milliseconds. */
  long limit() {
    long usual = usual();
    String[] words = partial.toLowerCase(Locale.ROOT).strip().split("\\s+");
    String last = words[words.length - 1];
    String bare = last.replaceAll("[^\\p{L}\\p{N}'-]", "");
    if (GOES_ON.contains(bare) || last.endsWith(",") || last.endsWith("...")) {
      return UNFINISHED;
    }
    boolean isComplete = COMPLETE.contains(bare) || last.matches(".*[.!?]");
    return isComplete ? Math.max(SHORTEST, usual - FINISHED_LESS) : usual;
  }

  private long usual() {
    int known = Math.min(pauseCount, REMEMBERED);
    if (known < 2) {
      return FIRST;
    }
    long[] sorted = Arrays.copyOf(pauses, known);
    Arrays.sort(sorted);
    long usual = (long) (sorted[(known - 1) * 3 / 4] * SLACK);
    return Math.min(LONGEST, Math.max(SHORTEST + FINISHED_LESS / 2, usual));
  }

  @Override
  public void partial(String text) {
    partial = text;
  }

  @Override
  public long silenceMillis() {
    return (long) silentFrames * FRAME_MILLIS;
  }

  @Override
  public long voicedMillis() {
    return (long) voicedFrames * FRAME_MILLIS;
  }

  @Override
  public boolean isVoiced() {
    return isVoiced;
  }
}
