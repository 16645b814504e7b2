package com.jagcall.calls.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.listening.Recognised;
import com.jagcall.calls.model.Remark;
import com.jagcall.calls.speech.Voice;
import com.jagcall.calls.tool.Toolbox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who speaks when, and what is remembered of it. */
class TurnTakingTest {
  private static final String LONG =
      "One two three four five six seven eight nine ten eleven twelve.";

  private final StageHand hand = new StageHand(StageHand.agent("Hello there."), Toolbox.EMPTY);

  @Test
  void question_isAnswered() {
    hand.start().quiet(400);
    hand.hear("what time is it", 800);
    hand.lastAsk().answer("It is noon. Anything else?");
    hand.quiet(1_000);

    assertEquals(
        List.of(
            "AGENT: Hello there.", "CALLER: what time is it", "AGENT: It is noon. Anything else?"),
        hand.transcript());
    assertEquals(
        List.of(
            new Remark.Agent("Hello there."),
            new Remark.Caller("what time is it"),
            new Remark.Agent("It is noon. Anything else?")),
        hand.conversation.memory().remarks());
    assertEquals("You help.", hand.lastAsk().prompt.instructions());
  }

  @Test
  void answer_beginsWithItsFirstSentence() {
    hand.start().quiet(400);
    hand.hear("tell me", 500);
    hand.lastAsk().listener.text("It is noon. And");
    hand.drain();
    hand.quiet(100);

    assertTrue(hand.line.isSounding);
    assertEquals("It is noon.", hand.says.get(hand.says.size() - 1).text);
  }

  @Test
  void bargeIn_stopsWithinThreeFramesOfSpeech_andKeepsWhatWasHeard() {
    hand.start().quiet(400);
    hand.hear("count", 500);
    hand.lastAsk().answer(LONG);
    hand.quiet(420);
    hand.voice(60);
    assertEquals(0, hand.line.queued);
    hand.frame(true);
    assertFalse(hand.line.isSounding);

    hand.lastListen().listener.partial(recognised("stop it"));
    hand.drain();
    hand.hear("stop it", 300);

    // 12 words in 1,200 ms, weighed by their letters; 480 ms of them were played.
    assertEquals("AGENT: One two three four five", hand.transcript().get(2));
    assertEquals("CALLER: stop it", hand.transcript().get(3));
    assertTrue(
        hand.lastAsk().prompt.memory().contains(new Remark.Agent("One two three four five")));
  }

  @Test
  void backChannel_doesNotInterrupt() {
    hand.start().quiet(400);
    hand.hear("count", 500);
    hand.lastAsk().answer(LONG);
    hand.quiet(200);
    hand.voice(300);
    assertEquals(0, hand.line.queued);
    hand.hear("uh-huh", 20);
    hand.quiet(2_000);

    assertEquals(1, hand.asks.size());
    assertEquals(List.of("AGENT: " + LONG, "CALLER: uh-huh"), hand.transcript().subList(2, 4));
  }

  @Test
  void noise_doesNotInterrupt() {
    hand.start().quiet(400);
    hand.hear("count", 500);
    hand.lastAsk().answer(LONG);
    hand.quiet(200);
    hand.hear("", 100);
    hand.quiet(2_000);

    assertEquals("AGENT: " + LONG, hand.transcript().get(2));
    assertEquals(3, hand.transcript().size());
  }

  @Test
  void longSpeech_interruptsBeforeAnythingIsUnderstood() {
    hand.start().quiet(400);
    hand.hear("count", 500);
    hand.lastAsk().answer(LONG);
    hand.quiet(200);
    hand.voice(720);
    hand.hear("", 20);
    hand.quiet(2_000);

    assertEquals("AGENT: One two three", hand.transcript().get(2));
    assertEquals("AGENT: I am sorry, I did not understand that.", hand.transcript().get(3));
  }

  @Test
  void callerGoesOn_whileTheModelThinks_andIsAnsweredOnce() {
    hand.start().quiet(400);
    hand.hear("I would like", 500);
    StageHand.Ask first = hand.lastAsk();
    hand.quiet(100);
    hand.hear("an appointment", 500);
    assertTrue(first.isCancelled);
    first.answer("Too late.");
    hand.lastAsk().answer("Of course.");
    hand.quiet(1_000);

    assertEquals("AGENT: Of course.", hand.transcript().get(3));
    assertEquals(4, hand.transcript().size());
  }

  @Test
  void yesToTheLastWords_isAnAnswer() {
    hand.start().quiet(400);
    hand.hear("book it", 500);
    hand.lastAsk().answer("Is noon fine?");
    hand.quiet(160);
    hand.hear("yes", 300);

    assertEquals(2, hand.asks.size());
  }

  @Test
  void silence_isAskedTwice_thenEndsPolitely() {
    hand.start().quiet(30_000);
    assertEquals(Closing.SILENCE, hand.ended);
    assertEquals(
        List.of(
            "AGENT: Hello there.",
            "AGENT: Are you still there?",
            "AGENT: Are you still there?",
            "AGENT: I cannot hear you. Goodbye."),
        hand.transcript());
  }

  @Test
  void keys_areATurn() {
    hand.start().quiet(400);
    hand.conversation.key('4');
    hand.conversation.key('2');
    hand.quiet(1_600);

    assertEquals(
        List.of(new Remark.Caller("[pressed the keys 42]")),
        hand.lastAsk().prompt.memory().subList(1, 2));
    assertEquals("CALLER: 42", hand.transcript().get(1));
    assertEquals(Said.Kind.KEYPAD, hand.said.get(1).kind());
  }

  @Test
  void hashKey_endsThemAtOnce_andInterrupts() {
    hand.start();
    hand.quiet(100);
    hand.conversation.key('1');
    hand.conversation.key('#');
    assertEquals(0, hand.line.queued);
    assertEquals(1, hand.asks.size());
  }

  @Test
  void hangUp_endsAtOnceAndCancelsAll() {
    hand.start().quiet(400);
    hand.hear("hello", 500);
    hand.voice(200);
    hand.conversation.hungUp();

    assertEquals(Closing.HUNG_UP, hand.ended);
    assertTrue(hand.lastAsk().isCancelled);
    assertTrue(hand.lastListen().isCancelled);
    hand.lastAsk().answer("Too late.");
    hand.quiet(500);
    assertEquals(2, hand.said.size());
  }

  @Test
  void longestDuration_endsPolitely() {
    StageHand shortCall =
        new StageHand(
            new AgentPart(null, "", null, null, new Voice("k", "de"), 5_000, null), Toolbox.EMPTY);
    shortCall.start().quiet(12_000);
    assertEquals(Closing.MAX_DURATION, shortCall.ended);
    assertEquals(
        "AGENT: Entschuldigung, unsere Zeit ist um. Auf Wiederh\u00f6ren.",
        shortCall.transcript().get(0));
  }

  private static Recognised recognised(String text) {
    return new Recognised(text, 0, 100, 0.5);
  }
}
