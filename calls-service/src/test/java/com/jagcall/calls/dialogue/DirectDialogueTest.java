package com.jagcall.calls.dialogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.model.ModelFailure;
import com.jagcall.calls.model.SpeechToSpeech;
import com.jagcall.calls.model.SpeechToSpeechListener;
import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.model.ToolDescription;
import com.jagcall.calls.speech.Voice;
import com.jagcall.calls.tool.ToolOutcome;
import com.jagcall.calls.tool.Toolbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A model that hears and speaks by itself, on virtual time. */
class DirectDialogueTest implements DialogueListener {
  private final Deque<Runnable> events = new ArrayDeque<>();
  private final StageHand.Line line = new StageHand.Line();
  private final List<Said> said = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final Tools tools = new Tools();
  private SpeechToSpeechListener model;
  private byte[] lastSound;
  private long nanos = 1;
  private Closing ended;
  private String transferTo;
  private Runnable transferRefused;
  private final DirectDialogue dialogue =
      new DirectDialogue(
          line,
          new AgentPart("Hello.", "Be kind.", null, null, new Voice("marin", "en"), 600_000, null),
          tools,
          new Dialogue.Setting(events::add, () -> nanos, Timing.NATURAL),
          this);

  @Test
  void conversation_goesThrough_andIsWrittenDown() {
    start();
    assertEquals("say Hello.", sent.get(0));
    speak("i1", "Hello.", 600);
    model.answered();
    frames(40);
    model.callerBegan();
    frames(40);
    assertArrayEquals(new byte[160], lastSound);
    model.callerEnded();
    model.callerSaid("What time is it?");
    speak("i2", "It is noon.", 1_000);
    model.answered();
    frames(60);
    assertEquals(List.of("Hello.", "What time is it?", "It is noon."), texts());
    assertEquals(1_600, line.playedMillis());
  }

  @Test
  void bargeIn_stopsAtOnce_andCutsWhatWasNotHeard() {
    start();
    speak("i1", "One two three four five six seven eight nine ten.", 5_000);
    frames(100);
    model.callerBegan();
    drain();
    assertEquals(0, line.queued);
    assertTrue(sent.contains("cut i1 2000") || sent.contains("cut i1 1980"), sent::toString);
    speak("i1", " Too late.", 500);
    frames(20);
    model.callerEnded();
    model.callerSaid("Stop.");
    frames(2);
    assertEquals(List.of("One two three four", "Stop."), texts());
    assertEquals(0, line.queued);
  }

  @Test
  void endCall_endsWhenAllWasHeard() {
    start();
    speak("i1", "Goodbye.", 1_000);
    model.toolCall(new ToolCall("c1", "end_call", "{}"));
    model.answered();
    drain();
    tools.done.accept(new ToolOutcome.EndCall());
    frames(10);
    assertEquals(null, ended);
    frames(60);
    assertEquals(Closing.AGENT, ended);
    assertEquals("close", sent.get(sent.size() - 1));
  }

  @Test
  void transfer_isMadeWhenAllWasHeard_andTheModelGoesOnWhenItIsRefused() {
    start();
    speak("i1", "I connect you.", 1_000);
    model.toolCall(new ToolCall("c1", "transfer_call", "{}"));
    model.answered();
    drain();
    tools.done.accept(new ToolOutcome.Transfer("+15550100123"));
    frames(10);
    assertEquals(null, transferTo);
    frames(60);
    assertEquals("+15550100123", transferTo);
    transferRefused.run();
    drain();
    assertEquals(null, ended);
    assertEquals("result The transfer failed: nobody took the call.", sent.get(sent.size() - 1));
  }

  @Test
  void transferThatIsInterrupted_isNotMade() {
    start();
    speak("i1", "I connect you.", 1_000);
    model.toolCall(new ToolCall("c1", "transfer_call", "{}"));
    drain();
    tools.done.accept(new ToolOutcome.Transfer("+15550100123"));
    frames(10);
    model.callerBegan();
    drain();
    frames(60);
    assertEquals(null, transferTo);
    assertEquals("result Interrupted by the caller. This was not done.", sent.get(sent.size() - 1));
  }

  @Test
  void toolsAnswer_goesBack_keysAreTold() {
    start();
    model.toolCall(new ToolCall("c1", "look_up", "{}"));
    drain();
    tools.done.accept(new ToolOutcome.Answered("none"));
    drain();
    dialogue.key('7');
    drain();
    assertEquals(List.of("result none", "note [pressed the key 7]"), sent.subList(1, 3));
  }

  @Test
  void modelThatFails_endsTheCall() {
    start();
    model.failed(new ModelFailure(ModelFailure.Cause.BROKEN, "cut"));
    drain();
    assertEquals(Closing.FAILURE, ended);
  }

  @Test
  void modelThatIsNotThere_endsTheCall() {
    dialogue.start((part, listener) -> new Session());
    frames(200);
    assertEquals(Closing.FAILURE, ended);
  }

  @Test
  void conclude_saysItsLastWords() {
    start();
    dialogue.conclude("Time is up.");
    assertEquals("say Time is up.", sent.get(1));
    frames(20);
    speak("i9", "Time is up.", 400);
    model.answered();
    frames(30);
    assertEquals(Closing.CONCLUDED, ended);
    assertEquals(List.of("Time is up."), texts());
  }

  @Test
  void lastWordsThatDoNotCome_areNotWaitedFor() {
    start();
    dialogue.conclude("Time is up.");
    frames(500);
    assertEquals(Closing.CONCLUDED, ended);
  }

  private void start() {
    dialogue.start(
        (part, listener) -> {
          model = listener;
          return new Session();
        });
    model.ready();
    drain();
  }

  private void speak(String item, String text, int millis) {
    model.agentSaid(item, text);
    model.audio(item, new byte[millis * 8]);
    drain();
  }

  private void frames(int count) {
    for (int i = 0; i < count; i++) {
      nanos += StageHand.FRAME_NANOS;
      line.pass();
      dialogue.frame(new byte[160]);
      drain();
    }
  }

  private void drain() {
    while (!events.isEmpty()) {
      events.poll().run();
    }
  }

  private List<String> texts() {
    return said.stream().map(Said::text).toList();
  }

  @Override
  public void said(Said entry) {
    said.add(entry);
  }

  @Override
  public void transfer(String to, Runnable refused) {
    transferTo = to;
    transferRefused = refused;
  }

  @Override
  public void ended(Closing why) {
    ended = why;
  }

  private final class Session implements SpeechToSpeech.Session {
    @Override
    public void audio(byte[] ulaw) {
      lastSound = ulaw;
    }

    @Override
    public void note(String text) {
      sent.add("note " + text);
    }

    @Override
    public void say(String text) {
      sent.add("say " + text);
    }

    @Override
    public void cut(String item, long heardMillis) {
      sent.add("cut " + item + " " + heardMillis);
    }

    @Override
    public void result(ToolCall call, String text) {
      sent.add("result " + text);
    }

    @Override
    public void close() {
      sent.add("close");
    }
  }

  private static final class Tools implements Toolbox {
    private Consumer<ToolOutcome> done;

    @Override
    public List<ToolDescription> descriptions() {
      return List.of();
    }

    @Override
    public Running use(ToolCall call, Consumer<ToolOutcome> outcome) {
      done = outcome;
      return () -> {};
    }
  }
}
