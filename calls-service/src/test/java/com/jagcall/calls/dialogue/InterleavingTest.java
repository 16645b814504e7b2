package com.jagcall.calls.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.listening.Recognised;
import com.jagcall.calls.model.ModelFailure;
import com.jagcall.calls.model.Remark;
import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.model.ToolDescription;
import com.jagcall.calls.speech.SpeechFailure;
import com.jagcall.calls.tool.ToolOutcome;
import com.jagcall.calls.tool.Toolbox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever comes in whatever order: one turn at a time, an ordered transcript, no word unheard. */
class InterleavingTest {
  private static final int STEPS = 400;
  private static final List<String> CALLER =
      List.of("", "uh-huh", "yes", "no", "stop it", "i see", "what is the time", "okay");

  private final List<Tool> tools = new ArrayList<>();
  private StageHand hand;
  private Random random;
  private int words;
  private int told;

  @Property(tries = 400)
  void anyOrderOfEvents_keepsTheInvariants(@ForAll long seed) {
    random = new Random(seed);
    words = 0;
    told = 0;
    tools.clear();
    hand = new StageHand(StageHand.agent(random.nextBoolean() ? words(5) : null), new Tools(), 2);
    hand.isAutoVoice = random.nextInt(3) > 0;
    hand.start();
    for (int step = 0; step < STEPS; step++) {
      step();
      hand.drain();
      check();
    }
    hand.conversation.hungUp();
    hand.drain();
    checkOver();
    int said = hand.said.size();
    for (int step = 0; step < 50; step++) {
      step();
      hand.drain();
    }
    assertEquals(said, hand.said.size(), "something was told after the end");
  }

  private void step() {
    switch (random.nextInt(18)) {
      case 0, 1, 2, 3 -> hand.frames(1 + random.nextInt(40), false);
      case 4, 5 -> hand.frames(1 + random.nextInt(40), true);
      case 6 -> hand.frames(random.nextInt(200), false);
      case 7 -> pick(hand.listens, listen -> listen.listener.partial(recognised()));
      case 8, 9 ->
          live(hand.listens, listen -> listen.isEnded, listen -> listen.complete(caller()));
      case 10 ->
          live(
              hand.listens,
              listen -> true,
              listen -> {
                listen.isOver = true;
                listen.listener.failed("down");
              });
      case 11, 12 ->
          live(
              hand.asks,
              StageHand.Ask::isLive,
              ask -> ask.listener.text(words(1 + random.nextInt(6)) + " "));
      case 13 ->
          live(
              hand.asks,
              StageHand.Ask::isLive,
              ask -> {
                ask.isOver = true;
                ask.listener.finished();
              });
      case 14 -> live(hand.asks, StageHand.Ask::isLive, this::failOrTool);
      case 15 -> live(hand.says, StageHand.Say::isLive, this::speak);
      case 16 ->
          pick(
              tools,
              tool -> {
                tool.isOver = true;
                tool.done.accept(outcome());
              });
      default -> other();
    }
  }

  private void failOrTool(StageHand.Ask ask) {
    if (random.nextBoolean()) {
      ask.listener.toolCall(new ToolCall("c" + words++, "tool", "{}"));
    } else {
      ask.isOver = true;
      ask.listener.failed(new ModelFailure(ModelFailure.Cause.BROKEN, "cut"));
    }
  }

  private void speak(StageHand.Say say) {
    for (String ignored : say.text.split(" ")) {
      say.listener.audio(new short[800]);
    }
    say.isOver = random.nextInt(4) > 0;
    if (say.isOver && random.nextInt(8) > 0) {
      say.listener.finished();
    } else if (say.isOver) {
      say.listener.failed(new SpeechFailure(SpeechFailure.Cause.BROKEN, "cut"));
    }
  }

  private ToolOutcome outcome() {
    return switch (random.nextInt(12)) {
      case 0 -> new ToolOutcome.EndCall();
      case 1 -> new ToolOutcome.Transfer("+15550100123");
      case 2 -> new ToolOutcome.Keys("12");
      default -> new ToolOutcome.Answered("done");
    };
  }

  private void other() {
    switch (random.nextInt(30)) {
      case 0 -> hand.conversation.hungUp();
      case 1 -> hand.conversation.conclude("Goodbye.");
      case 2, 3, 4 -> hand.conversation.typed("typed");
      default -> hand.conversation.key("0123456789*#".charAt(random.nextInt(12)));
    }
  }

  private Recognised recognised() {
    return new Recognised(caller(), 0, 100, 0.5);
  }

  private String caller() {
    return CALLER.get(random.nextInt(CALLER.size()));
  }

  /** Words that are told apart, of one length. */
  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(String.format("w%06d", words++));
    }
    return text.append('.').toString();
  }

  private <T> void pick(List<T> from, Consumer<T> action) {
    if (!from.isEmpty()) {
      action.accept(from.get(random.nextInt(from.size())));
    }
  }

  private <T> void live(List<T> from, java.util.function.Predicate<T> isLive, Consumer<T> action) {
    pick(from.stream().filter(isLive).toList(), action);
  }

  private void check() {
    assertTrue(
        hand.asks.stream().filter(StageHand.Ask::isLive).count() <= 1, "two answers at once");
    assertTrue(liveVoices() <= 1, "two voices at once");
    assertTrue(
        hand.listens.stream().filter(StageHand.Listen::isLive).count() <= 1, "two ears at once");
    for (; told < hand.said.size(); told++) {
      Said entry = hand.said.get(told);
      assertTrue(entry.endMillis() >= entry.startMillis(), entry + " ends before it begins");
      assertTrue(
          told == 0 || hand.said.get(told - 1).startMillis() <= entry.startMillis(),
          () ->
              "out of order: "
                  + hand.said.subList(Math.max(0, hand.said.size() - 5), hand.said.size()));
    }
    checkHeard();
    if (hand.ended != null) {
      checkOver();
    }
  }

  private long liveVoices() {
    return hand.says.stream()
        .filter(StageHand.Say::isLive)
        .filter(say -> say.text.startsWith("w"))
        .count();
  }

  private void checkHeard() {
    List<String> heard =
        hand.said.stream()
            .filter(entry -> entry.who() == Said.Who.AGENT && entry.kind() == Said.Kind.SPEECH)
            .flatMap(entry -> Arrays.stream(entry.text().split(" ")))
            .filter(word -> word.startsWith("w0"))
            .toList();
    assertEquals(heard.stream().sorted().distinct().toList(), heard, "said twice or out of order");
    // A word takes 100 ms, the last one of a sentence weighs a third more than the others.
    assertTrue(
        heard.size() * 60L <= hand.line.played / 8 + 100,
        heard.size() + " words heard in " + hand.line.played / 8 + " ms");
    List<String> remembered =
        hand.conversation.memory().remarks().stream()
            .filter(Remark.Agent.class::isInstance)
            .flatMap(remark -> Arrays.stream(((Remark.Agent) remark).text().split(" ")))
            .filter(word -> word.startsWith("w0"))
            .toList();
    assertTrue(
        remembered.size() * 60L <= hand.line.played / 8 + 100, "remembered what nobody heard");
  }

  private void checkOver() {
    assertEquals(0, hand.asks.stream().filter(StageHand.Ask::isLive).count(), "an answer goes on");
    assertEquals(0, liveVoices(), "a voice goes on");
    assertEquals(
        0, hand.listens.stream().filter(StageHand.Listen::isLive).count(), "an ear listens");
    assertEquals(0, hand.line.queued, "something is still played");
    assertEquals(
        0,
        tools.stream().filter(tool -> !tool.isOver && !tool.isCancelled).count(),
        "a tool works");
  }

  private static final class Tool {
    private final Consumer<ToolOutcome> done;
    private boolean isOver;
    private boolean isCancelled;

    private Tool(Consumer<ToolOutcome> done) {
      this.done = done;
    }
  }

  private final class Tools implements Toolbox {
    @Override
    public List<ToolDescription> descriptions() {
      return List.of(new ToolDescription("tool", null, null));
    }

    @Override
    public Running use(ToolCall call, Consumer<ToolOutcome> done) {
      Tool tool = new Tool(done);
      tools.add(tool);
      return () -> tool.isCancelled = true;
    }
  }
}
