package com.jagcall.calls.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.model.ModelFailure;
import com.jagcall.calls.model.Remark;
import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.model.ToolDescription;
import com.jagcall.calls.speech.SpeechFailure;
import com.jagcall.calls.tool.ToolOutcome;
import com.jagcall.calls.tool.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Providers that fail, stall or are down: never a hung call, never more than 3 s of nothing. */
class ProviderFailureTest {
  private static final long DEAD_AIR = 3_000;

  private final Tools tools = new Tools();
  private final StageHand hand = new StageHand(StageHand.agent(null), tools, 2);

  @Test
  void modelThatStalls_isReplaced_andTheCallerHearsWhy() {
    hand.start();
    hand.hear("hello", 500);
    long quiet = longestQuiet(2_800);
    assertTrue(hand.asks.get(0).isCancelled);
    assertEquals(1, hand.lastAsk().provider);
    hand.lastAsk().answer("Hi.");
    hand.quiet(2_000);

    assertEquals(
        List.of("CALLER: hello", "AGENT: One moment, please.", "AGENT: Hi."), hand.transcript());
    assertTrue(quiet <= DEAD_AIR, "quiet for " + quiet + " ms");
  }

  @Test
  void modelsThatAllStall_areApologizedFor_thenTheCallEnds() {
    hand.start();
    hand.hear("hello", 500);
    long quiet = longestQuiet(9_000);
    hand.hear("hello again", 500);
    quiet = Math.max(quiet, longestQuiet(15_000));

    assertEquals(Closing.FAILURE, hand.ended);
    assertEquals(
        List.of(
            "CALLER: hello",
            "AGENT: One moment, please.",
            "AGENT: I am still here. One moment, please.",
            "AGENT: I am sorry, I could not think of an answer. Could you say that again?",
            "CALLER: hello again",
            "AGENT: One moment, please.",
            "AGENT: I am still here. One moment, please.",
            "AGENT: I am sorry, something is not working here. Please call again later. Goodbye."),
        hand.transcript());
    assertTrue(quiet <= DEAD_AIR, "quiet for " + quiet + " ms");
  }

  @Test
  void modelThatFailsAtOnce_costsNothing() {
    hand.start();
    hand.hear("hello", 500);
    hand.asks.get(0).listener.failed(new ModelFailure(ModelFailure.Cause.OVERLOADED, "429"));
    hand.drain();
    hand.lastAsk().answer("Hi.");
    hand.quiet(500);
    assertEquals(List.of("CALLER: hello", "AGENT: Hi."), hand.transcript());
  }

  @Test
  void modelThatBreaksOff_isHeardAsFarAsItCame() {
    hand.start();
    hand.hear("hello", 500);
    hand.lastAsk().listener.text("Hi there. I am");
    hand.lastAsk().listener.failed(new ModelFailure(ModelFailure.Cause.BROKEN, "cut"));
    hand.drain();
    hand.quiet(1_000);
    assertEquals(1, hand.asks.size());
    assertEquals("AGENT: Hi there. I am", hand.transcript().get(1));
  }

  @Test
  void recogniserThatFails_isReplaced_andHearsTheTurnAgain() {
    hand.start();
    hand.voice(500);
    hand.lastListen().listener.failed("down");
    hand.drain();
    assertEquals(1, hand.lastListen().provider);
    assertEquals(hand.listens.get(0).frames, hand.lastListen().frames);
    hand.hear("hello", 200);
    assertEquals("CALLER: hello", hand.transcript().get(0));
  }

  @Test
  void recognisersThatAllStall_areSaidToHaveUnderstoodNothing() {
    hand.start();
    hand.voice(800);
    long quiet = longestQuiet(6_000);
    assertEquals(
        List.of("AGENT: One moment, please.", "AGENT: I am sorry, I did not understand that."),
        hand.transcript());
    assertTrue(quiet <= DEAD_AIR, "quiet for " + quiet + " ms");
  }

  @Test
  void voiceThatBreaksOff_goesOnWithAnotherWhereItWas() {
    hand.start();
    hand.isAutoVoice = false;
    hand.hear("hello", 500);
    hand.lastAsk().answer("One two three four five six.");
    StageHand.Say first = hand.says.get(hand.says.size() - 1);
    first.listener.audio(new short[1600]);
    first.listener.audio(new short[1600]);
    first.listener.audio(new short[1600]);
    first.listener.failed(new SpeechFailure(SpeechFailure.Cause.BROKEN, "cut"));
    hand.drain();

    StageHand.Say second = hand.says.get(hand.says.size() - 1);
    assertEquals(1, second.provider);
    assertEquals("three four five six.", second.text);
  }

  @Test
  void voicesThatAllFail_endTheCall() {
    hand.start();
    hand.isAutoVoice = false;
    hand.hear("hello", 500);
    hand.lastAsk().answer("One. Two. Three.");
    while (hand.ended == null && !hand.says.get(hand.says.size() - 1).isOver) {
      StageHand.Say last = hand.says.get(hand.says.size() - 1);
      last.isOver = true;
      last.listener.failed(new SpeechFailure(SpeechFailure.Cause.REFUSED, "401"));
      hand.drain();
    }
    hand.quiet(10_000);
    assertEquals(Closing.FAILURE, hand.ended);
  }

  @Test
  void toolThatTakesLong_isBridged_andItsResultAnswered() {
    hand.start();
    hand.hear("is there a slot", 500);
    ToolCall call = new ToolCall("c1", "look_up", "{}");
    hand.lastAsk().listener.toolCall(call);
    hand.lastAsk().listener.finished();
    hand.drain();
    long quiet = longestQuiet(7_000);
    tools.done.get(0).accept(new ToolOutcome.Answered("none"));
    hand.drain();
    assertEquals(
        List.of(
            new Remark.Caller("is there a slot"),
            new Remark.Asked(List.of(call)),
            new Remark.Result(call, "none")),
        hand.lastAsk().prompt.memory());
    hand.lastAsk().answer("Sorry, none.");
    hand.quiet(2_000);
    assertEquals("AGENT: Sorry, none.", hand.transcript().get(hand.said.size() - 1));
    assertTrue(quiet <= DEAD_AIR, "quiet for " + quiet + " ms");
  }

  @Test
  void interruptedTool_isCancelled_andTheModelKnows() {
    hand.start();
    hand.hear("is there a slot", 500);
    ToolCall call = new ToolCall("c1", "look_up", "{}");
    hand.lastAsk().listener.toolCall(call);
    hand.lastAsk().listener.finished();
    hand.drain();
    hand.hear("never mind", 600);
    assertEquals(1, tools.cancelled);
    assertEquals(3, hand.lastAsk().prompt.memory().size() - 1);
    assertTrue(
        hand.lastAsk().prompt.memory().stream()
            .anyMatch(
                remark ->
                    remark instanceof Remark.Result result
                        && result.text().startsWith("Interrupted")));
    tools.done.get(0).accept(new ToolOutcome.EndCall());
    hand.drain();
    hand.lastAsk().answer("Fine.");
    hand.quiet(1_000);
    assertEquals(null, hand.ended);
  }

  @Test
  void endCall_endsWhenAllIsSaid() {
    hand.start();
    hand.hear("bye", 500);
    hand.lastAsk().listener.text("See you soon.");
    hand.lastAsk().listener.toolCall(new ToolCall("c1", "end_call", "{}"));
    hand.lastAsk().listener.finished();
    hand.drain();
    tools.done.get(0).accept(new ToolOutcome.EndCall());
    hand.drain();
    assertEquals(null, hand.ended);
    hand.quiet(1_000);
    assertEquals(Closing.AGENT, hand.ended);
    assertEquals("AGENT: See you soon.", hand.transcript().get(2));
  }

  @Test
  void transfer_isHandedOverWhenAllIsSaid() {
    hand.start();
    hand.hear("a human please", 500);
    hand.lastAsk().listener.text("I connect you.");
    hand.lastAsk().listener.toolCall(new ToolCall("c1", "transfer", "{}"));
    hand.lastAsk().listener.finished();
    hand.drain();
    tools.done.get(0).accept(new ToolOutcome.Transfer("+15550100123"));
    hand.quiet(1_000);
    assertEquals("+15550100123", hand.transferTo);
    // While the caller is being connected nobody is asked, prompted or answered.
    hand.voice(1_000);
    hand.quiet(20_000);
    assertEquals(1, hand.asks.size());
    assertEquals(null, hand.ended);
    hand.conversation.hungUp();
    assertEquals(Closing.HUNG_UP, hand.ended);
  }

  @Test
  void transferThatIsRefused_isTold_andTheConversationGoesOn() {
    hand.start();
    hand.hear("a human please", 500);
    hand.lastAsk().listener.text("I connect you.");
    hand.lastAsk().listener.toolCall(new ToolCall("c1", "transfer", "{}"));
    hand.lastAsk().listener.finished();
    hand.drain();
    tools.done.get(0).accept(new ToolOutcome.Transfer("+15550100123"));
    hand.quiet(1_500);
    hand.transferRefused.run();
    hand.drain();
    assertEquals(2, hand.asks.size());
    List<Remark> memory = hand.lastAsk().prompt.memory();
    assertTrue(memory.get(memory.size() - 1).toString().contains("transfer failed"));
    hand.lastAsk().listener.text("Nobody is there.");
    hand.lastAsk().listener.finished();
    hand.quiet(1_000);
    hand.hear("what now", 500);
    assertEquals(3, hand.asks.size());
  }

  @Test
  void transferThatIsInterrupted_isNotMade_andTheModelKnows() {
    hand.start();
    hand.hear("a human please", 500);
    hand.lastAsk().listener.text("I connect you now, please hold the line for a moment.");
    hand.lastAsk().listener.toolCall(new ToolCall("c1", "transfer", "{}"));
    hand.lastAsk().listener.finished();
    hand.drain();
    tools.done.get(0).accept(new ToolOutcome.Transfer("+15550100123"));
    hand.quiet(300);
    hand.hear("no wait", 900);
    hand.quiet(1_000);
    assertEquals(null, hand.transferTo);
    assertTrue(hand.lastAsk().prompt.memory().toString().contains("This was not done."));
  }

  private long longestQuiet(long millis) {
    long longest = 0;
    long quiet = 0;
    for (long t = 0; t < millis; t += 20) {
      hand.frame(false);
      quiet = hand.line.isSounding ? 0 : quiet + 20;
      longest = Math.max(longest, quiet);
      if (hand.ended != null) {
        break;
      }
    }
    return longest;
  }

  private static final class Tools implements Toolbox {
    private final List<Consumer<ToolOutcome>> done = new ArrayList<>();
    private int cancelled;

    @Override
    public List<ToolDescription> descriptions() {
      return List.of(new ToolDescription("look_up", null, null));
    }

    @Override
    public Running use(ToolCall call, Consumer<ToolOutcome> outcome) {
      done.add(outcome);
      return () -> cancelled++;
    }
  }
}
