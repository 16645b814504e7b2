package com.jagcall.carrier.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody on the telephone, on virtual time. */
class PersonTest {
  private static final int SECOND = 50;

  private static SpokenSentences sentences;

  @BeforeAll
  static void speak() {
    sentences = SpokenSentences.of(Person.SENTENCES);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> sentences.get(Person.SENTENCES.get(0)) != null);
  }

  @Test
  void whoIsCalled_saysHello_andWaitsForAnAnswerToEachSentence() {
    Person person = Person.called(sentences);
    List<Integer> lengths = new ArrayList<>();
    for (int turn = 0; turn < Person.SENTENCES.size(); turn++) {
      lengths.add(speech(person));
      assertEquals(0, ticks(person, 3 * SECOND, false), "nobody answered yet");
      assertEquals(0, ticks(person, 2 * SECOND, true), "interrupts nobody");
    }
    lengths.forEach(length -> assertTrue(length > SECOND / 4, lengths::toString));
    assertFalse(person.isLeaving());
    assertEquals(0, ticks(person, 11 * SECOND, false));
    assertTrue(person.isLeaving(), "nobody says anything");
  }

  @Test
  void whoCalls_waitsForTheOtherSide() {
    Person person = Person.calling(sentences);
    assertEquals(0, ticks(person, 4 * SECOND, false));
    assertEquals(0, ticks(person, SECOND, true));
    assertTrue(speech(person) > 0);
  }

  @Test
  void click_isNoAnswer() {
    Person person = Person.called(sentences);
    speech(person);
    ticks(person, 3, true);
    assertEquals(0, ticks(person, 4 * SECOND, false));
  }

  @Test
  void decodedFrames_areAsLoudAsTheyWere() {
    for (int type : new int[] {0, 8}) {
      for (int sample = -32_000; sample <= 32_000; sample += 97) {
        int back = G711.decode(type, G711.encode(type, sample));
        assertEquals(sample, back, 16 + Math.abs(sample) / 16.0, "payload type " + type);
      }
    }
  }

  /** How many ticks of speech come within two seconds, and until it is over. */
  private static int speech(Person person) {
    int spoken = 0;
    int waited = 0;
    while (spoken == 0 && waited++ < 2 * SECOND) {
      spoken += person.tick(false) == null ? 0 : 1;
    }
    while (person.tick(false) != null) {
      spoken++;
    }
    return spoken;
  }

  private static int ticks(Person person, int count, boolean isOtherLoud) {
    int spoken = 0;
    for (int i = 0; i < count; i++) {
      spoken += person.tick(isOtherLoud) == null ? 0 : 1;
    }
    return spoken;
  }
}
