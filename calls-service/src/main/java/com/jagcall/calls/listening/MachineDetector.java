package com.jagcall.calls.listening;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells an answering machine from a human by how a call is answered. A human says something short
 * and waits; a machine talks on, says that it is one, or beeps. For the thread of its conversation;
 * time is told by counting frames.
 */
public final class MachineDetector {
  private static final int FRAME_MILLIS = 20;

  /** Who waits so long after speaking wants an answer. */
  private static final long WAITS = 1_200;

  /** Nobody spoke at all. */
  private static final long NOBODY = 2_500;

  /** A human who answers for a company needs up to five seconds. */
  private static final long TALKS_ON = 6_500;

  /** A pause between sentences. */
  private static final long PAUSE = 900;

  /** What sounds longer is no beep: a line that is out of order, or music on hold. */
  private static final long LONGEST_BEEP = 2_500;

  /** A beep that comes later belongs to something else. */
  private static final long LATEST_BEEP = 45_000;

  /** A machine that was taken for a human gives itself away within that. */
  private static final long LATE = 20_000;

  private static final long AFTER_BEEP = 300;
  private static final long NO_BEEP = 3_000;

  private static final Pattern SAYS_SO =
      Pattern.compile(
          "(leave|record)( us| me)? (a|your) (short )?message|after the (tone|beep)|at the"
              + " tone|voice ?mail|not available|unable to (take|answer)|can'?t"
              + " (take|come)|mailbox|nach dem (signalton|ton|piep)|nachricht"
              + " hinterlassen|apr\u00e8s le (bip|signal)|despu\u00e9s de la se\u00f1al|deje"
              + " (un|su) mensaje");

  /** What answered. */
  public enum Verdict {
    UNDECIDED,
    HUMAN,
    /** A machine that still talks. */
    MACHINE,
    /** A machine that now records. */
    RECORDING
  }

  private final ToneDetector tone = new ToneDetector();
  private Verdict verdict = Verdict.UNDECIDED;
  private long now;
  private long spokeAt;
  private long stretchAt;
  private boolean hasSpoken;
  private long toneMillis;
  private long beepAt = -1;

  /**
   * Takes the next 160 samples.
   *
   * @param isVoice whether somebody speaks in it
   * @return what is known by now; a human may still turn out to be a machine
   */
  public Verdict frame(short[] pcm, boolean isVoice) {
    now += FRAME_MILLIS;
    boolean isTone = tone.hear(pcm);
    boolean isBeepOver = !isTone && toneMillis > 0 && toneMillis <= LONGEST_BEEP;
    toneMillis = isTone ? toneMillis + FRAME_MILLIS : 0;
    if (isBeepOver && now <= LATEST_BEEP && (verdict != Verdict.HUMAN || now <= LATE)) {
      beepAt = now;
      verdict = Verdict.MACHINE;
    } else if (isVoice && !isTone) {
      if (!hasSpoken || now - spokeAt > PAUSE) {
        stretchAt = now;
      }
      hasSpoken = true;
      spokeAt = now;
    }
    decide();
    return verdict;
  }

  private void decide() {
    if (verdict == Verdict.UNDECIDED) {
      if (hasSpoken && spokeAt - stretchAt >= TALKS_ON) {
        verdict = Verdict.MACHINE;
      } else if (hasSpoken ? now - spokeAt >= WAITS : now >= NOBODY) {
        verdict = Verdict.HUMAN;
      }
    } else if (verdict == Verdict.MACHINE) {
      boolean isBeeped = beepAt >= 0 && now - beepAt >= AFTER_BEEP;
      boolean isWaiting = beepAt < 0 && now - spokeAt >= NO_BEEP;
      verdict = isBeeped || isWaiting ? Verdict.RECORDING : verdict;
    }
  }

  /** What is understood of it: many machines say that they are one. */
  public void text(String heard) {
    boolean isOpen = verdict == Verdict.UNDECIDED || verdict == Verdict.HUMAN && now <= LATE;
    if (isOpen && SAYS_SO.matcher(heard.toLowerCase(Locale.ROOT)).find()) {
      verdict = Verdict.MACHINE;
    }
  }
}
