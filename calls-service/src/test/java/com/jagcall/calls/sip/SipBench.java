package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;

import com.jagcall.common.testing.Figures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fifty calls a second for a minute, or as many seconds as its argument says, in either direction,
 * against SIPp on the same machine. None may fail, and when all is over and forgotten, heap and
 * threads are what they were. Ends with 1 when a goal is missed.
 */
public final class SipBench {

  private static final int RATE = 50;
  private static final int WARM_UP = 300;
  private static final int TALK_MILLIS = 1_000;

  private final int calls;
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final ConcurrentLinkedQueue<Long> answerNanos = new ConcurrentLinkedQueue<>();

  private SipBench(int calls) {
    this.calls = calls;
  }

  public static void main(String[] arguments) throws Exception {
    if (!Tools.isThere("sipp")) {
      System.err.println("error: sipp is not installed (Debian: apt-get install sip-tester)");
      System.exit(2);
    }
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    int outbound = new SipBench(RATE * seconds).outbound().print(System.out);
    int inbound = new SipBench(RATE * seconds).inbound().print(System.out);
    System.exit(Math.max(outbound, inbound));
  }

  private Figures outbound() throws Exception {
    Figures figures = new Figures("Signalling: %,d calls out at %d/s".formatted(calls, RATE));
    try (Sipp callee = Sipp.start("127.0.0.1", "answers", List.of(), "-timeout", "600s")) {
      JainUserAgent agent = Agents.started(Trunk.at("one", callee.host()));
      ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
      try {
        rounds(agent, clock, WARM_UP);
        forgotten(agent);
        Used before = Used.now();
        answerNanos.clear();
        rounds(agent, clock, calls);
        double[] answers = answerNanos.stream().mapToDouble(nanos -> nanos / 1e6).toArray();
        figures
            .exactly("answered", answers.length, calls)
            .seen(
                "dial → answer, p50, p99",
                "%.1f, %.1f ms",
                Figures.percentile(answers, 0.5),
                Figures.percentile(answers, 0.99));
        return leftBehind(figures, agent, before);
      } finally {
        clock.shutdownNow();
        agent.stop();
      }
    }
  }

  private void rounds(JainUserAgent agent, ScheduledExecutorService clock, int calls) {
    int target = done.get() + calls;
    AtomicInteger begun = new AtomicInteger();
    var ticking =
        clock.scheduleAtFixedRate(
            () -> {
              if (begun.getAndIncrement() < calls) {
                call(agent, clock);
              }
            },
            0,
            1_000_000_000L / RATE,
            TimeUnit.NANOSECONDS);
    await().atMost(Duration.ofSeconds(calls / RATE + 60)).until(() -> done.get() >= target);
    ticking.cancel(false);
  }

  private void call(JainUserAgent agent, ScheduledExecutorService clock) {
    long begun = System.nanoTime();
    Leg[] leg = new Leg[1];
    leg[0] =
        agent.dial(
            Agents.dial(),
            new LegListener() {
              @Override
              public void answered(String sdp, Instant at) {
                answerNanos.add(System.nanoTime() - begun);
                clock.schedule(() -> leg[0].hangUp(), TALK_MILLIS, TimeUnit.MILLISECONDS);
              }

              @Override
              public String renegotiated(String sdpOffer) {
                return null;
              }

              @Override
              public void ended(LegEnd end) {
                if (end.cause() != EndCause.HANGUP) {
                  failed.incrementAndGet();
                }
                done.incrementAndGet();
              }
            });
  }

  private Figures inbound() throws Exception {
    Figures figures = new Figures("Signalling: %,d calls in at %d/s".formatted(calls, RATE));
    JainUserAgent agent = Agents.started(Trunk.at("one", "127.0.0.1"));
    agent.onInvite(
        (leg, invite) -> {
          leg.ring();
          leg.answer(Heard.SDP);
          return new LegListener() {
            @Override
            public void answered(String sdp, Instant at) {}

            @Override
            public String renegotiated(String sdpOffer) {
              return null;
            }

            @Override
            public void ended(LegEnd end) {
              if (end.cause() != EndCause.HANGUP) {
                failed.incrementAndGet();
              }
              done.incrementAndGet();
            }
          };
        });
    try {
      sippCalls(agent, WARM_UP);
      forgotten(agent);
      Used before = Used.now();
      sippCalls(agent, calls);
      return leftBehind(
          figures.exactly("answered and hung up", done.get() - WARM_UP, calls), agent, before);
    } finally {
      agent.stop();
    }
  }

  private static void sippCalls(JainUserAgent agent, int calls) throws Exception {
    List<String> load =
        List.of("-r", String.valueOf(RATE), "-m", String.valueOf(calls), "-s", Agents.TO);
    try (Sipp caller =
        Sipp.start(
            "127.0.0.1",
            "calls",
            load,
            "-timeout",
            "600s",
            "127.0.0.1:" + agent.port(Transport.UDP))) {
      caller.succeeded(Duration.ofSeconds(calls / RATE + 60));
    }
  }

  /** Waits until the agent has forgotten what is over. */
  private static void forgotten(JainUserAgent agent) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> agent.legs() == 0 && agent.remembered() == 0);
  }

  private Figures leftBehind(Figures figures, JainUserAgent agent, Used before) {
    forgotten(agent);
    Used after = Used.now();
    return figures
        .exactly("failed", failed.get(), 0)
        .atMost("heap, more", (after.heapBytes - before.heapBytes) / 1e6, 3, " MB")
        .atMost("threads, more", after.threads - before.threads, 2, "");
  }

  private record Used(long heapBytes, int threads) {

    static Used now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      return new Used(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          ManagementFactory.getThreadMXBean().getThreadCount());
    }
  }
}
