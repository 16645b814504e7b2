package com.jagcall.calls.listening;

import static com.jagcall.calls.listening.Sounds.frames;
import static com.jagcall.calls.listening.Sounds.noise;
import static com.jagcall.calls.listening.Sounds.silence;
import static com.jagcall.calls.listening.Sounds.speech;
import static com.jagcall.calls.listening.Sounds.then;
import static com.jagcall.calls.listening.Sounds.tone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.listening.TurnDetection.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Voice activity and the end of turns on real sound. */
class TurnDetectionTest {
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
  void speech_isOneTurn_noticedAtOnce() {
    short[] speech = speech("Hello, I would like to make an appointment.");
    List<Long> marks = marks(new AdaptiveTurns(), then(silence(500), speech, silence(1_500)));
    assertEquals(2, marks.size(), marks::toString);
    long begun = marks.get(0) - 500 - onset(speech);
    System.out.println("speech: noticed after " + begun + " ms");
    assertTrue(begun >= 0 && begun <= 200, "noticed after " + begun + " ms");
    long end = marks.get(1) - 500 - speech.length / 8;
    assertTrue(end >= 0 && end <= 700, "ended after " + end + " ms");
  }

  @Test
  void noiseAndTones_areNoTurn() {
    assertEquals(List.of(), marks(new AdaptiveTurns(), noise(3_000, 300, 7)));
    assertEquals(List.of(), marks(new AdaptiveTurns(), tone(440, 2_000, 8_000)));
    assertEquals(List.of(), marks(new AdaptiveTurns(), silence(3_000)));
  }

  @Test
  void pauseWithin_isNoEnd() {
    List<Long> marks =
        marks(
            new AdaptiveTurns(),
            then(
                silence(300),
                speech("I would like"),
                silence(250),
                speech("an appointment"),
                silence(1_500)));
    assertEquals(2, marks.size(), marks::toString);
  }

  @Test
  void unfinishedWords_areWaitedFor_andCompleteOnesAreNot() {
    AdaptiveTurns turns = new AdaptiveTurns();
    turns.partial("I would like to");
    assertEquals(1_300, turns.limit());
    turns.partial("Yes");
    assertEquals(400, turns.limit());
    turns.partial("tomorrow");
    assertEquals(600, turns.limit());
  }

  @Test
  void callerWhoPauses_isGivenTime() {
    AdaptiveTurns slow = new AdaptiveTurns();
    feed(slow, 20, 1);
    for (int pause = 0; pause < 4; pause++) {
      feed(slow, 27, 0);
      feed(slow, 20, 1);
    }
    assertTrue(slow.limit() > 650, slow.limit() + " ms");
    AdaptiveTurns quick = new AdaptiveTurns();
    feed(quick, 20, 1);
    for (int pause = 0; pause < 4; pause++) {
      feed(quick, 9, 0);
      feed(quick, 20, 1);
    }
    assertTrue(quick.limit() < 500, quick.limit() + " ms");
  }

  @Test
  void window_takesUnderAMillisecond() {
    VoiceActivity activity = silero.open();
    short[] sound = then(speech("One two three four five six seven eight nine ten."));
    frames(sound).forEach(activity::hear);
    long start = System.nanoTime();
    int windows = 0;
    for (int round = 0; round < 5; round++) {
      for (short[] frame : frames(sound)) {
        activity.hear(frame);
        windows++;
      }
    }
    double millis = (System.nanoTime() - start) / 1e6 / windows * 256 / 160;
    System.out.printf("voice activity: %.3f ms a window of 32 ms%n", millis);
    assertTrue(millis < 5, millis + " ms");
  }

  /** When it is first loud, in milliseconds. */
  private static long onset(short[] speech) {
    int at = 0;
    while (Math.abs(speech[at]) < 500) {
      at++;
    }
    return at / 8;
  }

  private static void feed(AdaptiveTurns turns, int frames, double probability) {
    for (int i = 0; i < frames; i++) {
      turns.frame(probability);
    }
  }

  /** When turns began and ended, in milliseconds. */
  private static List<Long> marks(TurnDetection turns, short[] sound) {
    List<Long> marks = new ArrayList<>();
    VoiceActivity activity = silero.open();
    long at = 0;
    for (short[] frame : frames(sound)) {
      at += 20;
      Verdict verdict = turns.frame(activity.hear(frame));
      if (verdict == Verdict.BEGUN || verdict == Verdict.ENDED) {
        marks.add(at);
      }
    }
    return marks;
  }
}
