package com.jagcall.calls.listening;

import static com.jagcall.calls.listening.Sounds.frames;
import static com.jagcall.calls.listening.Sounds.mix;
import static com.jagcall.calls.listening.Sounds.noise;
import static com.jagcall.calls.listening.Sounds.silence;
import static com.jagcall.calls.listening.Sounds.speech;
import static com.jagcall.calls.listening.Sounds.then;
import static com.jagcall.calls.listening.Sounds.tone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.listening.MachineDetector.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Five machines are recognised, five humans are not mistaken. */
class MachineDetectorTest {
  private static Silero silero;

  @BeforeAll
  static void load() {
    silero = new Silero();
  }

  @AfterAll
  static void unload() {
    silero.close();
  }

  @Test
  void machines_areRecognised_andRecordAfterTheirBeep() {
    List<short[]> greetings =
        List.of(
            then(
                silence(600),
                speech(
                    "Hi, you have reached Bob. I can not take your call right now. Please leave a"
                        + " message after the tone."),
                silence(700),
                tone(1_000, 400, 8_000)),
            then(silence(300), speech("Leave a message."), silence(500), tone(440, 500, 6_000)),
            then(
                silence(400),
                speech(
                    "The person you are calling is not available. At the tone, please record your"
                        + " message. When you have finished recording, you may hang up.",
                    170,
                    120),
                silence(900),
                tone(1_400, 250, 10_000)),
            mix(
                then(
                    silence(500),
                    speech("Hello, this is the office of doctor Miller. We are closed.", 140, 90),
                    silence(600),
                    tone(853, 900, 5_000)),
                noise(9_000, 100, 3)),
            then(
                silence(500),
                speech("Hey, it is Anna."),
                silence(1_500),
                speech("I am not here. You know what to do."),
                silence(800),
                tone(620, 350, 7_000)));
    for (short[] greeting : greetings) {
      Outcome outcome = judge(then(greeting, silence(2_000)));
      assertEquals(Verdict.RECORDING, outcome.last(), outcome::toString);
      long beepEnd = greeting.length / 8;
      assertTrue(
          outcome.atMillis() >= beepEnd - 100 && outcome.atMillis() <= beepEnd + 700,
          () -> outcome + ", the beep ends at " + beepEnd);
    }
  }

  @Test
  void humans_areNotMistaken() {
    List<short[]> humans =
        List.of(
            then(silence(500), speech("Hello?")),
            then(silence(300), speech("Hello, this is Bob speaking.", 160, 110)),
            then(
                silence(700),
                speech(
                    "Good afternoon, Miller and sons, this is Anna speaking, how may I help you"
                        + " today?")),
            mix(
                then(silence(400), speech("Yes? Who is this?", 180, 130), silence(1_500)),
                noise(4_000, 250, 5)),
            then(
                silence(1_500),
                speech("Hello?"),
                silence(800),
                speech("Hello? Is anybody there? I can hear you.")));
    for (short[] human : humans) {
      Outcome outcome = judge(then(human, silence(4_000)));
      assertEquals(Verdict.HUMAN, outcome.last(), outcome::toString);
    }
  }

  @Test
  void keysAndMusic_areNoBeep() {
    short[] keys = mix(tone(697, 600, 6_000), tone(1_209, 600, 6_000));
    short[] chord =
        mix(mix(tone(523, 1_000, 4_000), tone(659, 1_000, 4_000)), tone(784, 1_000, 4_000));
    assertEquals(
        Verdict.HUMAN,
        judge(then(silence(300), speech("Hello?"), keys, chord, silence(4_000))).last());
  }

  @Test
  void toneWithoutEnd_isNoBeep() {
    assertEquals(Verdict.HUMAN, judge(tone(440, 10_000, 8_000)).last());
  }

  @Test
  void machineThatSaysSo_isBelieved() {
    MachineDetector detector = new MachineDetector();
    detector.text("Please leave a message after the tone.");
    assertEquals(Verdict.MACHINE, detector.frame(new short[160], true));
  }

  private record Outcome(Verdict last, long atMillis) {}

  private static Outcome judge(short[] sound) {
    VoiceActivity activity = silero.open();
    AdaptiveTurns turns = new AdaptiveTurns();
    MachineDetector detector = new MachineDetector();
    Outcome outcome = new Outcome(Verdict.UNDECIDED, 0);
    long at = 0;
    for (short[] frame : frames(sound)) {
      at += 20;
      turns.frame(activity.hear(frame));
      Verdict verdict = detector.frame(frame, turns.isVoiced());
      if (verdict != outcome.last()) {
        outcome = new Outcome(verdict, at);
      }
    }
    return outcome;
  }
}
