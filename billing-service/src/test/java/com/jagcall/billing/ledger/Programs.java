package com.jagcall.billing.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Invariants;
import com.jagcall.billing.testing.Sender;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Workers with random programs about the same money, something that disturbs them, and the audit.
 */
final class Programs {
  private static final Logger LOG = Logger.getLogger(Programs.class);
  private static final int WORKERS = 12;
  private static final int ORGANIZATIONS = 4;

  private final Backends backends;
  private final List<Billing> organizations;
  private final List<Program> programs;

  Programs(Backends backends, Sender sender) {
    this.backends = backends;
    long seed = new Random().nextLong();
    LOG.infof("The programs' seed is %d", seed);
    organizations =
        IntStream.range(0, ORGANIZATIONS).mapToObj(i -> Billing.with(backends, "10")).toList();
    List<String> holds = new CopyOnWriteArrayList<>();
    String run = Ids.base62(6);
    programs =
        IntStream.range(0, WORKERS)
            .mapToObj(i -> new Program(seed + i, run + "." + i, organizations, holds, sender))
            .toList();
  }

  /** Runs so many steps of each program, and meanwhile the disturbance again and again. */
  void run(int steps, Runnable disturbance, int everyMillis) throws Exception {
    ScheduledExecutorService trouble = Executors.newSingleThreadScheduledExecutor();
    Future<?> troubled =
        trouble.scheduleWithFixedDelay(
            disturbance, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    try {
      inParallel(program -> IntStream.range(0, steps).forEach(i -> program.step()));
    } finally {
      boolean hasFailed = troubled.isDone();
      trouble.shutdown();
      assertTrue(trouble.awaitTermination(3, TimeUnit.MINUTES));
      assertTrue(!hasFailed, "the disturbance has failed");
    }
  }

  /** Nothing is broken, every answer is given again, and the money is what the answers say. */
  void audit() throws Exception {
    assertEquals(0, backends.postgres().count(Invariants.BROKEN));
    inParallel(program -> List.copyOf(program.done()).forEach(program::repeat));
    assertEquals(0, backends.postgres().count(Invariants.BROKEN));
    organizations.forEach(this::hasWhatTheAnswersSay);
    LOG.infof(
        "%d requests were done, %d refused, and sent %d times in all",
        programs.stream().mapToInt(program -> program.done().size()).sum(),
        programs.stream().mapToInt(Program::refused).sum(),
        programs.stream().mapToInt(Program::sent).sum());
  }

  private void hasWhatTheAnswersSay(Billing billing) {
    BigDecimal expected =
        programs.stream()
            .map(p -> p.moved().getOrDefault(billing.organization().id(), BigDecimal.ZERO))
            .reduce(new BigDecimal("10.0000"), BigDecimal::add);
    String balance = billing.get(Billing.BALANCE).statusCode(200).extract().path("balance");
    assertEquals(0, expected.compareTo(new BigDecimal(balance)), expected + " " + balance);
  }

  private void inParallel(Consumer<Program> work) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(programs.size());
    List<Future<?>> running = new ArrayList<>();
    programs.forEach(program -> running.add(workers.submit(() -> work.accept(program))));
    try {
      for (Future<?> one : running) {
        one.get(5, TimeUnit.MINUTES);
      }
    } finally {
      workers.shutdownNow();
    }
  }
}
