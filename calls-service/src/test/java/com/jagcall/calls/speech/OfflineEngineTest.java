package com.jagcall.calls.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.speech.SpeechFailure.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineEngineTest {
  private static final Voice VOICE = new Voice("rachel", "en");
  private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(1);
  private static final OfflineEngine ENGINE = new OfflineEngine(2);

  @AfterAll
  static void stop() {
    ENGINE.close();
    TIMER.shutdownNow();
  }

  @Test
  void text_isSpeech() throws Exception {
    Heard heard = say("Hello, this is JagCall. How may I help you today?");
    assertNull(heard.failure());
    assertEquals(
        List.of("Hello, this is JagCall.", "How may I help you today?"), heard.sentences());
    double seconds = heard.samples() / 8000.0;
    assertTrue(seconds > 2.5 && seconds < 6, seconds + " s");
    // Speech and not noise: bytes in the wrong order would be as loud as can be, all over.
    double energy = 0;
    double change = 0;
    short[] pcm = heard.pcm();
    for (int i = 1; i < pcm.length; i++) {
      energy += (double) pcm[i] * pcm[i];
      change += Math.pow((double) pcm[i] - pcm[i - 1], 2);
    }
    assertTrue(Math.sqrt(energy / pcm.length) > 300);
    assertTrue(change / energy < 1, "change " + change / energy);
  }

  @Test
  void eightAtOnce_soundAsEachAlone() throws Exception {
    try (OfflineEngine many = new OfflineEngine(8)) {
      List<String> texts = new ArrayList<>();
      List<short[]> alone = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        texts.add(
            "Zorblax number "
                + i
                + " costs "
                + (i * 7)
                + " dollars. Dr. Smith agrees, on line "
                + i);
        alone.add(say(texts.get(i)).pcm());
      }
      for (int round = 0; round < 5; round++) {
        List<Heard> together = new ArrayList<>();
        for (String text : texts) {
          Heard heard = new Heard();
          synthesis(many, 20).say(text, VOICE, heard);
          together.add(heard);
        }
        for (int i = 0; i < 8; i++) {
          assertArrayEquals(alone.get(i), together.get(i).await().pcm());
        }
      }
    }
  }

  @Test
  void cancel_returnsAtOnceAndStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Heard heard = new Heard(true, any -> begun.countDown());
    String text = "This is a long text that nobody is going to hear to its end. ".repeat(50);
    Speech speech = synthesis(ENGINE, 1000).say(text, VOICE, heard);
    begun.await();
    assertTimeout(Duration.ofSeconds(1), speech::cancel);
    int samples = heard.samples();
    // The engine is free: another is said, and of the first nothing more.
    assertNull(say("Something else is said meanwhile.").failure());
    assertTrue(heard.samples() - samples <= SpeechListener.MAX_SAMPLES);
    assertEquals(0, heard.endings());
  }

  @Test
  void pause_stopsBehindTheSentenceAndResumeGoesOn() throws Exception {
    String text = "This is the first sentence. This is the second sentence. And this the third.";
    Speech[] speech = new Speech[1];
    CountDownLatch known = new CountDownLatch(1);
    CountDownLatch paused = new CountDownLatch(1);
    Heard heard =
        new Heard(
            false,
            any -> {
              try {
                known.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              if (paused.getCount() > 0) {
                speech[0].pause();
                paused.countDown();
              }
            });
    speech[0] = synthesis(ENGINE, 20).say(text, VOICE, heard);
    known.countDown();
    paused.await();
    assertNull(say("Something else is said meanwhile.").failure());
    assertEquals(List.of("This is the first sentence."), heard.sentences());
    assertEquals(0, heard.endings());
    speech[0].resume();
    assertNull(heard.await().failure());
    assertEquals(3, heard.sentences().size());
    assertArrayEquals(say(text).pcm(), heard.pcm());
  }

  @Test
  void aLiveListener_getsNoMoreThanItsTimeAhead() throws Exception {
    Heard heard = new Heard(true, any -> {});
    Speech speech =
        synthesis(ENGINE, 2).say("This is one of many sentences. ".repeat(100), VOICE, heard);
    assertTrue(heardWithin(heard, Duration.ofMillis(500)) < 7 * 8000);
    speech.cancel();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "...", "<speak><break time='5s'/></speak>", "\u4f60\u597d", "\ud83d\ude00"})
  void whatCannotBeSaid_isAFailureAndNoHang(String text) throws Exception {
    assertEquals(Cause.NOTHING_TO_SAY, say(text).failure().cause());
  }

  @Test
  void markup_soundsAsIfItWereNotThere() throws Exception {
    assertArrayEquals(
        say("Hello to all of you.").pcm(),
        say("<speak>Hello <break time='5s'/>\u0000\u0007 to all\u200b of you.</speak>").pcm());
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000})
  void aHundredKilobytes_areBoundedInTimeAndLength(int length) throws Exception {
    long start = System.nanoTime();
    Heard words = say("word and number 12 ".repeat(length / 19));
    Heard letters = say("x".repeat(length));
    assertNull(words.failure());
    assertNull(letters.failure());
    assertTrue(words.samples() < 900 * 8000);
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(60).toNanos());
  }

  private static Heard say(String text) throws InterruptedException {
    Heard heard = new Heard();
    synthesis(ENGINE, 20).say(text, VOICE, heard);
    return heard.await();
  }

  private static int heardWithin(Heard heard, Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    return heard.samples();
  }

  private static Synthesis synthesis(SpeechEngine engine, int aheadSeconds) {
    return new SentenceSynthesis(List.of(engine), 5000, Duration.ofSeconds(aheadSeconds), TIMER);
  }
}
