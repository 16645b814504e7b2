package com.jagcall.calls.dialogue;

import com.jagcall.calls.listening.AdaptiveTurns;
import com.jagcall.calls.listening.Hearing;
import com.jagcall.calls.listening.Recognised;
import com.jagcall.calls.listening.Recognition;
import com.jagcall.calls.listening.RecognitionListener;
import com.jagcall.calls.listening.Silero;
import com.jagcall.calls.listening.Sounds;
import com.jagcall.calls.model.LanguageModel;
import com.jagcall.calls.speech.Speech;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;
import com.jagcall.calls.tool.Toolbox;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Measures our own overhead: so many conversations at a time, for so many seconds, with real sound
 * and voice activity and providers that answer at once. Arguments: conversations, seconds.
 */
final class ManyTalks {
  private static final int FRAME_NANOS = 20_000_000;

  private ManyTalks() {}

  public static void main(String[] arguments) throws Exception {
    int calls = Integer.parseInt(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    short[] question = Sounds.speech("I would like to make an appointment on Monday.");
    short[] answer = Sounds.speech("Of course.");
    List<TurnLatency> turns = new ArrayList<>();
    List<Call> all = new ArrayList<>();
    var threads = Executors.newFixedThreadPool(2);
    try (Silero silero = new Silero()) {
      for (int i = 0; i < calls; i++) {
        all.add(new Call(i, silero, threads, question, answer, turns));
      }
      run(all, seconds);
    } finally {
      threads.shutdownNow();
    }
    report(turns, all, seconds);
  }

  private static void run(List<Call> all, int seconds) throws InterruptedException {
    long next = System.nanoTime();
    for (int frame = 0; frame < seconds * 50; frame++) {
      for (Call call : all) {
        call.frame(frame);
      }
      next += FRAME_NANOS;
      long wait = next - System.nanoTime();
      if (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
    }
  }

  private static void report(List<TurnLatency> turns, List<Call> all, int seconds) {
    long[] own = turns.stream().mapToLong(TurnLatency::own).sorted().toArray();
    long[] stops =
        all.stream()
            .flatMapToLong(call -> call.stops.stream().mapToLong(x -> x))
            .sorted()
            .toArray();
    for (int i = 0; i < turns.size(); i++) {
      if (turns.get(i).own() > 100_000) {
        System.out.println("turn " + i + ": " + turns.get(i));
      }
    }
    System.gc();
    double cpu =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime()
            / 1e9
            / seconds;
    System.out.printf(
        "%d conversations, %d turns: own overhead p50 %.1f ms, p99 %.1f ms; barge-in to silence p50"
            + " %d ms, p99 %d ms (%d); %.2f cores, %d MB heap after collection%n",
        all.size(),
        own.length,
        at(own, 0.5) / 1e3,
        at(own, 0.99) / 1e3,
        at(stops, 0.5),
        at(stops, 0.99),
        stops.length,
        cpu,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
  }

  private static long at(long[] sorted, double share) {
    return sorted.length == 0
        ? -1
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }

  private static final class Call implements DialogueListener {
    private static final int PERIOD = 300;

    private final StageHand.Line line = new StageHand.Line();
    private final List<Long> stops = new ArrayList<>();
    private final List<TurnLatency> turns;
    private final Mailbox mailbox;
    private final Dialogue dialogue;
    private final List<short[]> frames = new ArrayList<>();
    private final int offset;
    private volatile long begunAt;

    Call(
        int number,
        Silero silero,
        java.util.concurrent.Executor threads,
        short[] question,
        short[] answer,
        List<TurnLatency> turns) {
      this.turns = turns;
      this.offset = number * 37 % PERIOD;
      Sounds.frames(question).forEach(frames::add);
      mailbox = new Mailbox(threads);
      AdaptiveTurns detection = new AdaptiveTurns();
      var activity = silero.open();
      Cast cast =
          new Cast(
              activity,
              new Noticing(detection),
              List.of(atOnce()),
              List.of(model()),
              List.of(voice(answer)),
              Toolbox.EMPTY,
              new PhraseBook());
      dialogue =
          new Dialogue(
              line,
              new AgentPart(null, "", null, null, new Voice("k", "en"), 3_600_000, null),
              cast,
              new Dialogue.Setting(mailbox, Ticker.SYSTEM, Timing.NATURAL),
              this);
      mailbox.execute(dialogue::start);
    }

    /** Speaks, listens to the answer, and interrupts it. */
    void frame(int number) {
      synchronized (line) {
        line.pass();
        if (begunAt != 0 && !line.isSounding) {
          stops.add((System.nanoTime() - begunAt) / 1_000_000);
          begunAt = 0;
        }
      }
      int at = (number + offset) % PERIOD;
      short[] pcm = at < frames.size() ? frames.get(at) : new short[160];
      mailbox.execute(() -> dialogue.frame(pcm));
    }

    private final class Noticing implements com.jagcall.calls.listening.TurnDetection {
      private final com.jagcall.calls.listening.TurnDetection turns;

      Noticing(com.jagcall.calls.listening.TurnDetection turns) {
        this.turns = turns;
      }

      @Override
      public Verdict frame(double probability) {
        Verdict verdict = turns.frame(probability);
        if (verdict == Verdict.BEGUN && line.isSounding) {
          begunAt = System.nanoTime();
        }
        return verdict;
      }

      @Override
      public void partial(String text) {
        turns.partial(text);
      }

      @Override
      public long silenceMillis() {
        return turns.silenceMillis();
      }

      @Override
      public long voicedMillis() {
        return turns.voicedMillis();
      }

      @Override
      public boolean isVoiced() {
        return turns.isVoiced();
      }
    }

    private static Recognition atOnce() {
      return (language, listener) -> new AtOnce(listener);
    }

    private static final class AtOnce implements Hearing {
      private final RecognitionListener listener;

      AtOnce(RecognitionListener listener) {
        this.listener = listener;
      }

      @Override
      public void audio(short[] pcm) {}

      @Override
      public void end() {
        listener.complete(new Recognised("an appointment on monday", 0, 1_000, 1));
      }

      @Override
      public void cancel() {}
    }

    private static LanguageModel model() {
      return (prompt, listener) -> {
        listener.text("Of course. ".repeat(12));
        listener.finished();
        return () -> {};
      };
    }

    private static Synthesis voice(short[] answer) {
      return (text, voice, listener) -> {
        for (int at = 0; at < answer.length; at += 800) {
          listener.audio(Arrays.copyOfRange(answer, at, Math.min(answer.length, at + 800)));
        }
        listener.finished();
        return new Speech() {
          @Override
          public void cancel() {}

          @Override
          public void pause() {}

          @Override
          public void resume() {}
        };
      };
    }

    @Override
    public void said(Said entry) {}

    @Override
    public void answered(TurnLatency latency) {
      synchronized (turns) {
        turns.add(latency);
      }
    }

    @Override
    public void transfer(String to, Runnable refused) {}

    @Override
    public void ended(Closing why) {}
  }
}
