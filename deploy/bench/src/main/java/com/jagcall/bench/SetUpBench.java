package com.jagcall.bench;

import com.jagcall.bench.Callees.Kind;
import com.jagcall.bench.Customer.Ordered;
import com.jagcall.common.testing.Figures;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * How fast calls are set up: from an accepted POST to the INVITE at the carrier, one call at a time
 * and at a fixed rate, and whether any fails. Every call is answered, talks, and is hung up by the
 * other side after a second.
 */
final class SetUpBench {
  private static final int AIM_MILLIS = 25;

  /** Calls a second before anything is measured, while code is compiled and connections made. */
  private static final int[] WARM_UP = {2, 5, 10, 20, 30, 40};

  private static final int WARM_UP_SECONDS = 15;

  private static final int LOOK_SECONDS = 10;
  private static final Duration ONE_CALL = Duration.ofMillis(1_700);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Subject subject;
  private final PrintStream out;
  private final Customer customer;
  private final Callees callees;
  private final int rate;
  private final int seconds;
  private final int idle;

  SetUpBench(Subject subject, BenchArguments arguments, PrintStream out) {
    this.subject = subject;
    this.out = out;
    rate = arguments.number("--rate", 50);
    seconds = arguments.number("--seconds", 60);
    idle = arguments.number("--idle", 60);
    customer = Customer.of(subject);
    callees = new Callees(subject.addresses().carrier());
  }

  Figures run() {
    for (int gently : WARM_UP) {
      out.println("warming up: %d s at %d calls/s".formatted(WARM_UP_SECONDS, gently));
      atRate(gently * WARM_UP_SECONDS, gently);
    }
    Figures figures = new Figures("Call set-up, %d a second for %d s".formatted(rate, seconds));
    out.println("one call at a time: " + idle);
    List<Ordered> alone = oneByOne();
    Map<String, Instant> invited = Map.copyOf(callees.look());
    figures.atMost(
        "idle: POST accepted → INVITE, p50", afterAnswer(alone, invited, 0.5), AIM_MILLIS, " ms");
    figures.seen("idle: POST accepted → INVITE, p99", "%.1f ms", afterAnswer(alone, invited, 0.99));
    figures.seen(
        "idle: POST sent → INVITE, p50, p99",
        "%.1f, %.1f ms",
        afterSending(alone, invited, 0.5),
        afterSending(alone, invited, 0.99));
    out.println("%d calls at %d/s".formatted(rate * seconds, rate));
    loaded(figures);
    return figures;
  }

  private void loaded(Figures figures) {
    Watched service = subject.callsService();
    Instant start = Instant.now();
    Duration before = service.processorTime();
    List<Ordered> orders = atRate(rate * seconds, rate);
    double used = service.processorTime().minus(before).toNanos();
    double took = Duration.between(start, Instant.now()).toNanos();
    Map<String, Instant> invited = callees.look();
    long accepted = orders.stream().filter(Ordered::isAccepted).count();
    long completed = customer.count("completed", start);
    figures
        .exactly("calls accepted", accepted, orders.size())
        .exactly("calls answered, and completed", completed, orders.size())
        .seen("POST, p50, p99", "%.0f, %.0f ms", answers(orders, 0.5), answers(orders, 0.99))
        .seen(
            "POST accepted → INVITE, p50, p99",
            "%.0f, %.0f ms",
            afterAnswer(orders, invited, 0.5),
            afterAnswer(orders, invited, 0.99))
        .seen("processors of calls-service", "%.2f", used / took);
  }

  private List<Ordered> oneByOne() {
    List<Ordered> orders = new ArrayList<>();
    for (int i = 0; i < idle; i++) {
      orders.add(customer.call(callees.next(Kind.SHORT), Instant.now()).join());
      Pace.pass(ONE_CALL);
      callees.look();
    }
    return orders;
  }

  /** Returns when all are over. */
  private List<Ordered> atRate(int calls, int rate) {
    Instant start = Instant.now();
    List<CompletableFuture<Ordered>> orders = new ArrayList<>();
    Pace.steps(
        calls,
        rate,
        (number, due) -> {
          orders.add(customer.call(callees.next(Kind.SHORT), due));
          if (number % (LOOK_SECONDS * rate) == 0) {
            CompletableFuture.runAsync(this::look);
          }
        });
    List<Ordered> done = orders.stream().map(CompletableFuture::join).toList();
    if (!Pace.await(LONGEST, () -> customer.open(start) == 0)) {
      out.println("not over after two minutes: " + customer.open(start) + " calls");
    }
    look();
    return done;
  }

  private synchronized void look() {
    callees.look();
  }

  private static double afterAnswer(
      List<Ordered> orders, Map<String, Instant> invited, double share) {
    return waits(orders, invited, Ordered::answered, share);
  }

  private static double afterSending(
      List<Ordered> orders, Map<String, Instant> invited, double share) {
    return waits(orders, invited, Ordered::due, share);
  }

  private static double answers(List<Ordered> orders, double share) {
    return Figures.percentile(
        orders.stream().mapToDouble(order -> millis(order.due(), order.answered())).toArray(),
        share);
  }

  private static double waits(
      List<Ordered> orders,
      Map<String, Instant> invited,
      Function<Ordered, Instant> from,
      double share) {
    return Figures.percentile(
        orders.stream()
            .filter(order -> invited.containsKey(order.to()))
            .mapToDouble(order -> millis(from.apply(order), invited.get(order.to())))
            .toArray(),
        share);
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
