package com.jagcall.calls.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.calls.speech.Voice;
import com.jagcall.calls.tool.Toolbox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an agent does when a human answers its call, and what when a machine does. */
class ScreeningTest {
  @Test
  void human_isGreeted_whenTheyHaveSpoken() {
    StageHand hand = hand("Hello, this is the dentist.", "Please call back.");
    hand.start().quiet(400);
    hand.hear("hello", 500);
    assertEquals(List.of("CALLER: hello"), hand.transcript());
    hand.quiet(2_500);
    assertEquals("AGENT: Hello, this is the dentist.", hand.transcript().get(1));
    hand.hear("what do you want", 800);
    assertEquals(1, hand.asks.size());
  }

  @Test
  void whatWasUnderstoodOnlyWhenTheAgentGreets_doesNotInterruptIt() {
    StageHand hand = hand("Hello, this is the dentist.", "Please call back.");
    hand.start().quiet(400);
    hand.voice(500);
    hand.quiet(1_600);
    hand.lastListen().complete("hello");
    hand.drain();
    hand.quiet(2_500);
    assertEquals(0, hand.asks.size());
    assertEquals(List.of("CALLER: hello", "AGENT: Hello, this is the dentist."), hand.transcript());
  }

  @Test
  void agentThatWaits_answersWhatTheHumanSaid() {
    StageHand hand = hand(null, "Please call back.");
    hand.start().quiet(400);
    hand.hear("hello", 500);
    assertEquals(0, hand.asks.size());
    hand.quiet(1_500);
    assertEquals(1, hand.asks.size());
  }

  @Test
  void machine_getsTheMessage_whenItHasFinished() {
    StageHand hand = hand("Hello, this is the dentist.", "Please call back.");
    hand.start().quiet(400);
    hand.hear("we are not available leave a message after the tone", 4_000);
    hand.quiet(6_000);
    assertEquals(Closing.VOICEMAIL, hand.ended);
    assertEquals("AGENT: Please call back.", hand.transcript().get(1));
    assertEquals(2, hand.said.size());
  }

  @Test
  void machine_isHungUpOn_whenThereIsNoMessage() {
    StageHand hand = hand("Hello, this is the dentist.", "");
    hand.start().quiet(400);
    hand.voice(7_000);
    assertEquals(Closing.VOICEMAIL, hand.ended);
    assertEquals(List.of(), hand.transcript());
  }

  private static StageHand hand(String firstMessage, String voicemail) {
    return new StageHand(
        new AgentPart(
            firstMessage, "You help.", null, null, new Voice("kevin", "en"), 3_600_000, voicemail),
        Toolbox.EMPTY);
  }
}
