package com.jagcall.calls.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.media.g711.Ulaw;
import com.jagcall.calls.speech.TurnDetector.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SileroModelTest {
  private static SileroModel model;
  private static short[] speech;

  @BeforeAll
  static void load() throws IOException {
    model = new SileroModel();
    speech =
        telephone(
            said("Hello, I would like to book a table for two people, please, tomorrow at seven."));
  }

  @AfterAll
  static void close() throws IOException {
    model.close();
  }

  @Test
  void aVoice_isHeardAsOne() {
    assertTrue(voiced(speech) > 0.7, "share " + voiced(speech));
  }

  @Test
  void silenceNoiseAndTones_areNoVoice() {
    short[] noise = new short[24_000];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (random.nextGaussian() * 300);
    }
    assertEquals(0, voiced(new short[24_000]), 0.01);
    assertEquals(0, voiced(telephone(noise)), 0.05);
    assertEquals(0, voiced(telephone(tone(440, 480))), 0.05);
    assertEquals(0, voiced(telephone(tone(697, 1209))), 0.05);
    assertEquals(0, voiced(telephone(tone(1000, 1000))), 0.05);
  }

  @Test
  void callsAtOnce_disturbEachOtherNot() throws Exception {
    float[] alone = probabilities(speech);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<float[]>> together = new ArrayList<>();
      Callable<float[]> call = () -> probabilities(speech);
      for (int i = 0; i < 8; i++) {
        together.add(threads.submit(call));
      }
      for (Future<float[]> result : together) {
        assertArrayEquals(alone, result.get(), 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void twoSentences_areTwoTurns() {
    List<long[]> turns = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    TurnDetector detector =
        new TurnDetector(
            model.listen(),
            Settings.TELEPHONE,
            new TurnListener() {
              @Override
              public void speechStarted(long atMillis) {
                starts.add(atMillis);
              }

              @Override
              public void turnEnded(long startMillis, long endMillis) {
                turns.add(new long[] {startMillis, endMillis});
              }
            });
    feed(detector, new short[8000]);
    feed(detector, speech);
    feed(detector, new short[16_000]);
    feed(detector, speech);
    feed(detector, new short[16_000]);
    long length = speech.length / 8;
    assertEquals(2, turns.size());
    assertEquals(2, starts.size());
    assertEquals(1000, turns.get(0)[0], 350);
    assertEquals(1000 + length, turns.get(0)[1], 350);
    assertEquals(3000 + length, turns.get(1)[0], 350);
    assertEquals(3000 + 2 * length, turns.get(1)[1], 350);
  }

  @Test
  void aWindow_takesAFractionOfItsTime() {
    probabilities(speech);
    long start = System.nanoTime();
    int windows = 0;
    for (int i = 0; i < 5; i++) {
      windows += probabilities(speech).length;
    }
    double millis = (System.nanoTime() - start) / 1e6 / windows;
    System.out.printf("a window of 32 ms takes %.3f ms%n", millis);
    assertTrue(millis < 8, millis + " ms");
  }

  private static void feed(TurnDetector detector, short[] pcm) {
    for (int i = 0; i + 160 <= pcm.length; i += 160) {
      detector.frame(Arrays.copyOfRange(pcm, i, i + 160));
    }
  }

  private static double voiced(short[] pcm) {
    float[] probabilities = probabilities(pcm);
    int voiced = 0;
    for (float probability : probabilities) {
      voiced += probability >= 0.5 ? 1 : 0;
    }
    return (double) voiced / probabilities.length;
  }

  private static float[] probabilities(short[] pcm) {
    VoiceActivity activity = model.listen();
    float[] result = new float[pcm.length / VoiceActivity.WINDOW_SAMPLES];
    for (int i = 0; i < result.length; i++) {
      result[i] = activity.hear(pcm, i * VoiceActivity.WINDOW_SAMPLES);
    }
    return result;
  }

  /** As it sounds through G.711. */
  private static short[] telephone(short[] pcm) {
    byte[] ulaw = new byte[pcm.length];
    Ulaw.encode(pcm, 0, ulaw, 0, pcm.length);
    short[] heard = new short[pcm.length];
    Ulaw.decode(ulaw, 0, heard, 0, pcm.length);
    return heard;
  }

  private static short[] tone(double first, double second) {
    short[] tone = new short[24_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] =
          (short)
              (5000 * Math.sin(2 * Math.PI * first * i / 8000)
                  + 5000 * Math.sin(2 * Math.PI * second * i / 8000));
    }
    return tone;
  }

  private static short[] said(String text) {
    KevinVoice voice = KevinVoice.load();
    List<short[]> pieces = new ArrayList<>();
    voice.say(text, pieces::add);
    voice.close();
    short[] all = new short[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
