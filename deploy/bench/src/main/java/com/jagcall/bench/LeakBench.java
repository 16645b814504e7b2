package com.jagcall.bench;

import com.jagcall.bench.Callees.Kind;
import com.jagcall.bench.Watched.Use;
import com.jagcall.common.testing.Figures;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether anything stays of calls that are over: of ten, five are hung up after a second, three
 * after three, one is busy, and one rings until it is given up by the API.
 */
final class LeakBench {
  private static final int SAMPLE = 1_000;
  private static final int WARM_UP = 2_000;

  /** A transaction is remembered for 32 s (RFC 3261, timers B to J), a connection for a minute. */
  private static final Duration REST = Duration.ofSeconds(75);

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final double HEAP_AIM_MEGABYTES = 3;
  private static final int HANDLES_AIM = 4;
  private static final int SHOWN = 12;

  private static final Kind[] TEN = {
    Kind.SHORT, Kind.LONGER, Kind.SHORT, Kind.BUSY, Kind.SHORT,
    Kind.LONGER, Kind.SHORT, Kind.SILENT, Kind.SHORT, Kind.LONGER
  };

  private final PrintStream out;
  private final Customer customer;
  private final Callees callees;
  private final Watched service;
  private final int calls;
  private final int rate;
  private final AtomicInteger refused = new AtomicInteger();
  private final Executor inASecond = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  LeakBench(Subject subject, BenchArguments arguments, PrintStream out) {
    this.out = out;
    calls = arguments.number("--calls", 10_000);
    rate = arguments.number("--rate", 40);
    customer = Customer.of(subject);
    callees = new Callees(subject.addresses().carrier());
    service = subject.callsService();
  }

  Figures run() {
    out.println("warming up: %d calls at %d/s".formatted(WARM_UP, rate));
    make(WARM_UP);
    refused.set(0);
    Pace.pass(REST);
    Figures figures = new Figures("%,d short calls at %d/s".formatted(calls, rate));
    Use before = service.use();
    show("before", before);
    Instant start = Instant.now();
    for (int done = 0; done < calls; done += SAMPLE) {
      make(Math.min(SAMPLE, calls - done));
      show("after %,d".formatted(Math.min(done + SAMPLE, calls)), service.use());
    }
    Pace.pass(REST);
    Use after = service.use();
    show("at rest", after);
    after.grownSince(before, SHOWN).forEach(out::println);
    return figures
        .exactly("calls refused", refused.get(), 0)
        .exactly("calls failed", customer.count("failed", start), 0)
        .exactly("calls not over", customer.open(start), 0)
        .exactly(
            "calls completed, busy or canceled",
            customer.count("completed", start)
                + customer.count("busy", start)
                + customer.count("canceled", start),
            calls)
        .atMost(
            "heap, more", (after.heapBytes() - before.heapBytes()) / 1e6, HEAP_AIM_MEGABYTES, " MB")
        .atMost("sockets, more", after.sockets() - before.sockets(), HANDLES_AIM, "")
        .atMost("file descriptors, more", after.files() - before.files(), HANDLES_AIM, "")
        .atMost("threads, more", after.threads() - before.threads(), HANDLES_AIM, "");
  }

  private void make(int count) {
    Instant start = Instant.now();
    Pace.steps(count, rate, (number, due) -> call(TEN[number % TEN.length], due));
    if (!Pace.await(LONGEST, () -> customer.open(start) == 0)) {
      out.println("not over after two minutes: " + customer.open(start) + " calls");
    }
  }

  private void call(Kind kind, Instant due) {
    customer
        .call(callees.next(kind), due)
        .thenAccept(
            order -> {
              if (!order.isAccepted()) {
                refused.incrementAndGet();
              } else if (kind == Kind.SILENT) {
                inASecond.execute(() -> customer.hangUp(order.id()));
              }
            });
  }

  private void show(String when, Use use) {
    out.println(
        "%-14s heap %6.2f MB, %3d sockets, %3d file descriptors, %3d threads"
            .formatted(when, use.heapBytes() / 1e6, use.sockets(), use.files(), use.threads()));
  }
}
