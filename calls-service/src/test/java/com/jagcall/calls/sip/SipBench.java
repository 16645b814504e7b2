package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Fifty calls a second for a minute ({@code -Dsip.bench.seconds}) in either direction, against SIPp
 * on the same machine; runs only when it is named. None may fail, and when all is over and
 * forgotten, heap and threads are what they were.
 */
class SipBench {

  private static final int RATE = 50;
  private static final int SECONDS = Integer.getInteger("sip.bench.seconds", 60);
  private static final int WARM_UP = 300;
  private static final int TALK_MILLIS = 1_000;

  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final ConcurrentLinkedQueue<Long> answerNanos = new ConcurrentLinkedQueue<>();

  @Test
  void outbound() throws Exception {
    Sipp.needed();
    try (Sipp callee = Sipp.start("127.0.0.1", "answers", List.of(), "-timeout", "600s")) {
      JainUserAgent agent = Agents.started(Trunk.at("one", callee.host()));
      ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
      try {
        rounds(agent, clock, WARM_UP);
        forgotten(agent);
        Used before = Used.now();
        answerNanos.clear();
        rounds(agent, clock, RATE * SECONDS);
        report("outbound");
        forgotten(agent);
        compare(before, Used.now());
        assertEquals(0, failed.get());
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

  @Test
  void inbound() throws Exception {
    Sipp.needed();
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
      sippCalls(agent, RATE * SECONDS);
      forgotten(agent);
      compare(before, Used.now());
      assertEquals(0, failed.get());
      assertEquals(WARM_UP + RATE * SECONDS, done.get());
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

  private void report(String what) {
    long[] sorted = answerNanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "%s: %d calls at %d/s, %d failed; dial to answer p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
        what,
        sorted.length,
        RATE,
        failed.get(),
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6,
        Arrays.stream(sorted).max().orElse(0) / 1e6);
  }

  private static void compare(Used before, Used after) {
    System.out.printf(
        "heap %.1f → %.1f MB, threads %d → %d%n",
        before.heapBytes / 1e6, after.heapBytes / 1e6, before.threads, after.threads);
    assertTrue(after.heapBytes < before.heapBytes + 3_000_000, "heap has grown");
    assertTrue(after.threads <= before.threads + 2, "threads have grown");
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
