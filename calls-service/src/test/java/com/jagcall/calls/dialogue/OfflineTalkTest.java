package com.jagcall.calls.dialogue;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.listening.AdaptiveTurns;
import com.jagcall.calls.listening.OfflineRecognition;
import com.jagcall.calls.listening.Silero;
import com.jagcall.calls.listening.Sounds;
import com.jagcall.calls.model.Scenario;
import com.jagcall.calls.model.ScriptedModel;
import com.jagcall.calls.speech.Speech;
import com.jagcall.calls.speech.SpeechListener;
import com.jagcall.calls.speech.Voice;
import com.jagcall.calls.tool.AgentToolbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The offline engine talks with itself: real sound both ways, real time, no network. */
class OfflineTalkTest {
  private static final List<String> SENTENCES =
      List.of("i would like to make an appointment", "on monday please", "no thank you");

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final StageHand.Line line = new StageHand.Line();
  private final Deque<short[]> caller = new ArrayDeque<>();
  private final List<Said> said = new ArrayList<>();
  private final List<TurnLatency> latencies = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Closing why;
  private volatile long lastSounding;
  private int toldBefore;

  @Test
  void appointment_isMade() throws Exception {
    Scenario scenario = Scenario.load(Scenario.APPOINTMENT);
    try (Silero silero = new Silero();
        OfflineRecognition ears = new OfflineRecognition(scenario.grammar(), 1)) {
      Mailbox mailbox = new Mailbox(threads);
      Cast cast =
          new Cast(
              silero.open(),
              new AdaptiveTurns(),
              List.of(ears),
              List.of(new ScriptedModel(scenario, threads)),
              List.of((text, voice, listener) -> say(text, listener)),
              new AgentToolbox(List.of(), new AgentToolbox.Call("call_1", null, null), null, null),
              new PhraseBook());
      ears.warm();
      Dialogue dialogue =
          new Dialogue(
              line,
              new AgentPart(
                  "Hello. How can I help you?",
                  "",
                  null,
                  null,
                  new Voice("kevin", "en"),
                  120_000,
                  null),
              cast,
              new Dialogue.Setting(mailbox, Ticker.SYSTEM, Timing.NATURAL),
              new Hears());
      mailbox.execute(dialogue::start);
      var clock = Executors.newSingleThreadScheduledExecutor();
      clock.scheduleAtFixedRate(() -> frame(mailbox, dialogue), 20, 20, TimeUnit.MILLISECONDS);
      try {
        for (String sentence : SENTENCES) {
          // Who is not understood says it again, as a human would; but not for ever.
          for (int attempt = 0; attempt < 3 && !heard().contains(sentence); attempt++) {
            await(sentence).atMost(Duration.ofSeconds(60)).until(this::isAgentQuiet);
            speak(sentence);
            await(sentence).atMost(Duration.ofSeconds(60)).until(this::isAnswered);
          }
        }
        assertTrue(ended.await(60, TimeUnit.SECONDS), () -> "no end: " + said);
      } finally {
        clock.shutdownNow();
        threads.shutdownNow();
      }
    }
    System.out.println(
        "offline talk: " + said.stream().map(entry -> entry.who() + ": " + entry.text()).toList());
    System.out.println("offline talk, microseconds: " + latencies);
    assertEquals(Closing.AGENT, why);
    assertEquals(SENTENCES, heard());
  }

  private synchronized List<String> heard() {
    return said.stream().filter(entry -> entry.who() == Said.Who.CALLER).map(Said::text).toList();
  }

  private synchronized void frame(Mailbox mailbox, Dialogue dialogue) {
    line.pass();
    if (line.isSounding) {
      lastSounding = System.nanoTime();
    }
    short[] frame = caller.isEmpty() ? new short[160] : caller.poll();
    mailbox.execute(() -> dialogue.frame(frame));
  }

  private synchronized boolean isAgentQuiet() {
    return caller.isEmpty()
        && lastSounding != 0
        && System.nanoTime() - lastSounding > 700_000_000L
        && isAgents();
  }

  /** The agent spoke last, and more than that it needs a moment. */
  private boolean isAgents() {
    Said last = said.isEmpty() ? null : said.get(said.size() - 1);
    return last != null && last.who() == Said.Who.AGENT && !last.text().contains("One moment");
  }

  private void speak(String sentence) {
    short[] pcm = Sounds.speech(sentence);
    synchronized (this) {
      Sounds.frames(pcm).forEach(caller::add);
      lastSounding = 0;
      toldBefore = said.size();
    }
  }

  /** The agent has answered, to the end of its turn, or is gone. */
  private synchronized boolean isAnswered() {
    return said.size() > toldBefore && isAgents() || ended.getCount() == 0;
  }

  private Speech say(String text, SpeechListener listener) {
    threads.execute(
        () -> {
          short[] pcm = Sounds.speech(text);
          for (int at = 0; at < pcm.length; at += 800) {
            listener.audio(Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + 800)));
          }
          listener.finished();
        });
    return new Speech() {
      @Override
      public void cancel() {}

      @Override
      public void pause() {}

      @Override
      public void resume() {}
    };
  }

  private final class Hears implements DialogueListener {
    @Override
    public void said(Said entry) {
      synchronized (OfflineTalkTest.this) {
        said.add(entry);
      }
    }

    @Override
    public void answered(TurnLatency latency) {
      latencies.add(latency);
    }

    @Override
    public void transfer(String to, Runnable refused) {}

    @Override
    public void ended(Closing closing) {
      why = closing;
      ended.countDown();
    }
  }
}
