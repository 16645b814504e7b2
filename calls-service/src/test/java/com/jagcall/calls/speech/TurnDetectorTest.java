package com.jagcall.calls.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.speech.TurnDetector.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TurnDetectorTest {
  /** What was told, such as {@code started 1024}. */
  private final List<String> told = new ArrayList<>();

  private double probability;
  private long frames;
  private TurnDetector detector = detector();

  private TurnDetector detector() {
    return new TurnDetector(
        (pcm, offset) -> (float) probability,
        Settings.TELEPHONE,
        new TurnListener() {
          @Override
          public void speechStarted(long atMillis) {
            told.add("started " + atMillis);
          }

          @Override
          public void turnEnded(long startMillis, long endMillis) {
            told.add("ended " + startMillis + " " + endMillis);
          }
        });
  }

  @Test
  void aVoiceAndASilence_areATurn() {
    hear(0.1, 960);
    hear(0.9, 960);
    hear(0.1, 1000);
    assertEquals(List.of("started 960", "ended 960 1920"), told);
  }

  @Test
  void aClick_isNoVoice() {
    hear(0.1, 320);
    hear(0.9, 32);
    hear(0.1, 3200);
    assertEquals(List.of(), told);
  }

  @Test
  void itIsToldWithinAHundredMilliseconds() {
    hear(0.1, 960);
    hear(0.9, 80);
    assertEquals(1, told.size());
  }

  @Test
  void aPauseToBreathe_endsNothing() {
    hear(0.9, 960);
    hear(0.1, 480);
    hear(0.9, 960);
    hear(0.1, 1000);
    assertEquals(List.of("started 0", "ended 0 2400"), told);
  }

  @Test
  void aVoiceThatFades_isStillOne() {
    hear(0.9, 960);
    hear(0.4, 960);
    hear(0.1, 1000);
    assertEquals(List.of("started 0", "ended 0 1920"), told);
  }

  @Test
  void aCallerWhoWasCutOff_isWaitedForLongerAndThenLess() {
    hear(0.9, 960);
    hear(0.1, 800);
    assertEquals(600, detector.patience().toMillis());
    hear(0.9, 960);
    assertEquals(900, detector.patience().toMillis());
    hear(0.1, 800);
    assertEquals(3, told.size());
    hear(0.9, 960);
    hear(0.1, 4000);
    assertEquals(4, told.size());
    hear(0.9, 960);
    assertEquals(840, detector.patience().toMillis());
  }

  @Test
  void aHint_makesItShorterOrLongerForThisTurnOnly() {
    hear(0.9, 960);
    detector.suggest(Duration.ofMillis(300));
    hear(0.1, 320);
    assertEquals(2, told.size());
    hear(0.1, 3000);
    hear(0.9, 960);
    detector.suggest(Duration.ofSeconds(30));
    hear(0.1, 1440);
    assertEquals(3, told.size());
    hear(0.1, 320);
    assertEquals(4, told.size());
    assertEquals(600, detector.patience().toMillis());
  }

  @Property
  void whateverIsHeard_startsAndEndsTakeTurnsAndTimesGoOn(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 100) Integer> windows) {
    told.clear();
    detector = detector();
    for (int percent : windows) {
      hear(percent / 100.0, 32 * 3);
    }
    long last = 0;
    for (int i = 0; i < told.size(); i++) {
      String[] words = told.get(i).split(" ");
      assertEquals(i % 2 == 0 ? "started" : "ended", words[0]);
      for (int j = 1; j < words.length; j++) {
        assertTrue(Long.parseLong(words[j]) >= last, told.toString());
        last = Long.parseLong(words[j]);
      }
    }
  }

  /** So much sound, in frames of 20 ms that windows do not know of. */
  private void hear(double likely, long milliseconds) {
    probability = likely;
    for (long end = frames + milliseconds * 8; frames < end; ) {
      int count = (int) Math.min(160, end - frames);
      detector.frame(new short[count]);
      frames += count;
    }
  }
}
