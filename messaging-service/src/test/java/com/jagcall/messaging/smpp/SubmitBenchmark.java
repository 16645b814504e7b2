package com.jagcall.messaging.smpp;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.messaging.text.Encoding;
import com.jagcall.messaging.text.Segment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Submitting through this package against a loop around jSMPP's own submitShortMessage with a
 * thread for each place in the window, against the same SMSC, by turns in one run. Takes a minute:
 *
 * <pre>{@code
 * mvn -pl messaging-service -am test -Dtest=SubmitBenchmark -Dbench=true \
 *   -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
@EnabledIfSystemProperty(named = "bench", matches = "true")
class SubmitBenchmark {

  private static final int MESSAGES = Integer.getInteger("bench.messages", 50_000);
  private static final int ROUNDS = 5;
  private static final double WANTED = 0.5;
  private static final byte[] TEXT = new byte[100];

  @Test
  void queue_isAtLeastHalfAsFastAsABareLoop() throws Exception {
    try (BenchmarkSmsc smsc = BenchmarkSmsc.start()) {
      for (int window : new int[] {10, 50}) {
        compare(smsc, window);
      }
    }
  }

  private static void compare(BenchmarkSmsc smsc, int window) throws Exception {
    Map<String, String> settings = new HashMap<>(Rig.bind("main", smsc.port()));
    settings.put("binds.main.window", Integer.toString(window));
    settings.put("binds.main.rate", "100000");
    settings.put("patience", "PT60S");
    double[] ratios = new double[ROUNDS];
    SMPPSession bare = bare(smsc);
    try (Rig rig = Rig.of(settings)) {
      rig.awaitReady();
      // Once to warm up.
      bareLoop(bare, window);
      queue(rig);
      for (int round = 0; round < ROUNDS; round++) {
        double loop = bareLoop(bare, window);
        double ours = queue(rig);
        ratios[round] = ours / loop;
        System.out.printf(
            "window %d: bare loop %.0f/s, queue %.0f/s, ratio %.2f, heap in use %d MB%n",
            window, loop, ours, ours / loop, usedMegabytes());
      }
    } finally {
      bare.unbindAndClose();
    }
    Arrays.sort(ratios);
    assertTrue(ratios[ROUNDS / 2] >= WANTED, () -> "the median is " + ratios[ROUNDS / 2]);
  }

  private static long usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory() >> 20;
  }

  private static SMPPSession bare(BenchmarkSmsc smsc) throws Exception {
    SMPPSession session = new SMPPSession();
    session.setTransactionTimer(30_000);
    session.connectAndBind(
        "localhost",
        smsc.port(),
        new BindParameter(
            BindType.BIND_TRX,
            "jagcall",
            "secret",
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            ""));
    return session;
  }

  /** Messages per second. */
  private static double bareLoop(SMPPSession session, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    long before = System.nanoTime();
    for (int thread = 0; thread < threads; thread++) {
      pool.execute(
          () -> {
            try {
              for (int i = 0; i < MESSAGES / threads; i++) {
                submit(session);
              }
            } catch (Exception failure) {
              throw new IllegalStateException(failure);
            }
          });
    }
    pool.shutdown();
    assertTrue(pool.awaitTermination(5, TimeUnit.MINUTES));
    return perSecond(before);
  }

  private static void submit(SMPPSession session) throws Exception {
    session.submitShortMessage(
        "",
        TypeOfNumber.INTERNATIONAL,
        NumberingPlanIndicator.ISDN,
        "12125550100",
        TypeOfNumber.INTERNATIONAL,
        NumberingPlanIndicator.ISDN,
        "14155550101",
        new ESMClass(),
        (byte) 0,
        (byte) 0,
        null,
        null,
        new RegisteredDelivery(1),
        (byte) 0,
        new RawDataCoding((byte) 0),
        (byte) 0,
        TEXT);
  }

  private static double queue(Rig rig) throws Exception {
    Semaphore waiting = new Semaphore(1000);
    long before = System.nanoTime();
    for (int i = 0; i < MESSAGES; i++) {
      waiting.acquire();
      CompletableFuture<SubmitOutcome> outcome =
          rig.queue.submit(
              new OutgoingSegment(
                  "sms_1",
                  "+12125550100",
                  "+14155550101",
                  Encoding.GSM7,
                  new Segment(1, 1, TEXT),
                  0));
      outcome.thenAccept(
          ended -> {
            assertInstanceOf(SubmitOutcome.Accepted.class, ended);
            waiting.release();
          });
    }
    assertTrue(waiting.tryAcquire(1000, 1, TimeUnit.MINUTES));
    return perSecond(before);
  }

  private static double perSecond(long beforeNanos) {
    return MESSAGES * 1e9 / (System.nanoTime() - beforeNanos);
  }
}
