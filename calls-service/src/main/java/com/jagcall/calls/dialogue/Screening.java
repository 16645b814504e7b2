package com.jagcall.calls.dialogue;

import com.jagcall.calls.listening.MachineDetector;
import com.jagcall.calls.listening.MachineDetector.Verdict;
import java.util.Optional;

/** Who answered a call of ours: until that is known, the agent says nothing. */
final class Screening {
  private final MachineDetector detector = new MachineDetector();
  private final boolean isWanted;
  private Verdict verdict = Verdict.UNDECIDED;

  Screening(boolean isWanted) {
    this.isWanted = isWanted;
  }

  /** What is known with this frame; empty when nothing new is. */
  Optional<Verdict> frame(short[] pcm, boolean isVoice) {
    if (!isWanted || verdict == Verdict.RECORDING) {
      return Optional.empty();
    }
    Verdict next = detector.frame(pcm, isVoice);
    boolean isNew = next != verdict;
    verdict = next;
    return isNew ? Optional.of(next) : Optional.empty();
  }

  void text(String heard) {
    detector.text(heard);
  }

  /** Whether it is still to be found out, or a machine talks: nobody to answer to. */
  boolean isOn() {
    return isWanted && verdict != Verdict.HUMAN;
  }
}
