package com.jagcall.calls.listening;

import static com.jagcall.calls.listening.Sounds.frames;
import static com.jagcall.calls.listening.Sounds.mix;
import static com.jagcall.calls.listening.Sounds.noise;
import static com.jagcall.calls.listening.Sounds.silence;
import static com.jagcall.calls.listening.Sounds.speech;
import static com.jagcall.calls.listening.Sounds.then;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.model.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the offline engine understands of FreeTTS over a telephone, measured. */
class OfflineRecognitionTest {
  private static final List<String> SENTENCES =
      List.of(
          "hello",
          "good morning",
          "i would like to make an appointment",
          "i need an appointment",
          "can i have an appointment",
          "i want an appointment on friday",
          "i would like to book an appointment",
          "on monday please",
          "tuesday",
          "wednesday please",
          "on thursday",
          "in the morning please",
          "afternoon",
          "at nine o'clock",
          "ten please",
          "at two o'clock please",
          "three",
          "yes please",
          "no thank you",
          "please repeat that",
          "what can you do",
          "can i speak to a human",
          "that is all",
          "goodbye");

  private static final List<String> STRANGE =
      List.of(
          "the quick brown fox jumps over the lazy dog",
          "my grandmother bought seventeen purple umbrellas",
          "where can i park my car",
          "it is raining cats and dogs today");

  private static OfflineRecognition recognition;

  @BeforeAll
  static void load() {
    recognition = new OfflineRecognition(Scenario.load(Scenario.APPOINTMENT).grammar(), 1);
  }

  @AfterAll
  static void unload() {
    recognition.close();
  }

  @Test
  void sentencesOfTheScenario_areUnderstood() throws Exception {
    hear(speech("hello"));
    assertTrue(errors("clean", SENTENCES, 150, 100, 0) <= 0.02);
    assertTrue(errors("fast, high, noisy", SENTENCES.subList(0, 12), 180, 130, 300) <= 0.15);
  }

  @Test
  void strangeSentences_areNotGuessed() throws Exception {
    int guessed = 0;
    for (String sentence : STRANGE) {
      Recognised heard = hear(then(silence(300), speech(sentence), silence(300)));
      guessed += heard.isEmpty() ? 0 : 1;
    }
    assertTrue(guessed <= 1, guessed + " of " + STRANGE.size() + " were taken for something else");
  }

  @Test
  void silence_isNothing() throws Exception {
    assertTrue(hear(silence(1_000)).isEmpty());
  }

  @Test
  void times_areThoseOfTheWords() throws Exception {
    short[] speech = speech("hello");
    Recognised heard = hear(then(silence(500), speech, silence(500)));
    assertEquals("hello", heard.text());
    assertTrue(heard.startMillis() >= 300 && heard.startMillis() <= 900, heard::toString);
    assertTrue(heard.endMillis() > heard.startMillis(), heard::toString);
  }

  @Test
  void cancelledTurn_tellsNothing_andFreesItsRecogniser() throws Exception {
    BlockingQueue<Recognised> told = new LinkedBlockingQueue<>();
    Hearing cancelled = recognition.listen("en", listener(told));
    frames(speech("hello")).forEach(cancelled::audio);
    cancelled.cancel();
    assertEquals("goodbye", hear(speech("goodbye")).text());
    assertEquals(0, told.size());
  }

  @Test
  void turnThatWasCutAnywhere_leavesTheNextOneAlone() throws Exception {
    Sphinx sphinx = new Sphinx(Scenario.load(Scenario.APPOINTMENT).grammar());
    for (int cut : List.of(0, 1, 2, 5, 20)) {
      BlockingQueue<short[]> half = new LinkedBlockingQueue<>();
      frames(Arrays.copyOf(speech("hello"), cut * 160)).forEach(half::add);
      half.add(FrameSource.END);
      sphinx.hear(half);
      BlockingQueue<short[]> whole = new LinkedBlockingQueue<>();
      frames(speech("goodbye")).forEach(whole::add);
      whole.add(FrameSource.END);
      assertEquals("goodbye", sphinx.hear(whole).text(), "after " + cut + " frames");
    }
  }

  private static double errors(
      String what, List<String> sentences, float rate, float pitch, int noise) throws Exception {
    int words = 0;
    int wrong = 0;
    long nanos = 0;
    long samples = 0;
    for (String sentence : sentences) {
      short[] speech = then(silence(200), speech(sentence, rate, pitch), silence(300));
      short[] sound = noise == 0 ? speech : mix(speech, noise(speech.length / 8, noise, 1));
      long start = System.nanoTime();
      String heard = hear(sound).text();
      nanos += System.nanoTime() - start;
      samples += sound.length;
      String[] expected = sentence.split(" ");
      words += expected.length;
      int errors = distance(expected, heard.isBlank() ? new String[0] : heard.split(" "));
      wrong += errors;
      if (errors > 0) {
        System.out.println(
            "offline recognition, " + what + ": '" + sentence + "' was heard as '" + heard + "'");
      }
    }
    System.out.printf(
        "offline recognition, %s: %d of %d words wrong (%.1f %%), %.3f of a core%n",
        what, wrong, words, 100.0 * wrong / words, nanos / 1e9 / (samples / 8_000.0));
    return (double) wrong / words;
  }

  private static int distance(String[] one, String[] other) {
    int[] row = new int[other.length + 1];
    for (int j = 0; j <= other.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length; j++) {
        int cost = diagonal + (one[i - 1].equals(other[j - 1]) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(cost, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length];
  }

  private static Recognised hear(short[] sound) throws InterruptedException {
    BlockingQueue<Recognised> told = new LinkedBlockingQueue<>();
    Hearing hearing = recognition.listen("en", listener(told));
    List<short[]> all = new ArrayList<>();
    frames(sound).forEach(all::add);
    all.forEach(hearing::audio);
    hearing.end();
    Recognised heard = told.poll(60, TimeUnit.SECONDS);
    assertTrue(heard != null, "nothing was told");
    return heard;
  }

  private static RecognitionListener listener(BlockingQueue<Recognised> told) {
    return new RecognitionListener() {
      @Override
      public void complete(Recognised all) {
        told.add(all);
      }

      @Override
      public void failed(String message) {
        told.add(new Recognised(message, 0, 0, 0));
      }
    };
  }
}
