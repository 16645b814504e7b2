package com.jagcall.messaging.bench;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.smpp.SmppCarrier;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The whole service against a bare loop of jSMPP, both at one SMSC in a process of its own, in one
 * run; its memory over 100,000 messages with receipts; and how long it takes from a POST to the
 * PDU.
 *
 * <pre>{@code
 * mvn -pl messaging-service -am test -Dtest=SubmitBench -Dbench=true \
 *   -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
@QuarkusTest
@EnabledIfSystemProperty(named = "bench", matches = "true")
class SubmitBench {
  private static final int MESSAGES = Integer.getInteger("bench.messages", 20_000);
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 50;
  private static final int PROBES = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  Backends backends;
  Peers peers;
  @Inject CarrierDouble carrier;
  @Inject SmppCarrier real;
  @Inject Doorbell bell;
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
  private Process smsc;
  private SmsApi api;
  private String from;

  @AfterEach
  void stop() {
    smsc.destroyForcibly();
    carrier.setReady(true);
  }

  private void start(boolean sendsReceipts) throws Exception {
    smsc =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BenchSmsc.class.getName(),
                String.valueOf(peers.smscPort()),
                String.valueOf(sendsReceipts))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = smsc.inputReader(StandardCharsets.UTF_8);
    lines.readLine();
    Thread reader =
        new Thread(
            () ->
                lines
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words[0].startsWith("probe"))
                    .forEach(words -> arrivals.put(words[0], Long.parseLong(words[1]))));
    reader.setDaemon(true);
    reader.start();
    stopLoggingStatements();
    api = SmsApi.unlimited(backends);
    from = peers.numbers().give(api.organization().id(), "live", null);
    carrier.goThrough(from);
    await().atMost(PATIENCE).until(real::ready);
  }

  /** A production database does not write every statement with its values to a log. */
  private void stopLoggingStatements() {
    backends.postgres().execute("alter role messaging set log_statement = 'none'");
    backends
        .postgres()
        .execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'messaging'");
  }

  /** Messages that wait, as if they had been accepted. */
  private void queue(int count) {
    carrier.setReady(false);
    backends
        .postgres()
        .execute(
            """
            with added as (
              insert into messaging.message (id, organization_id, mode, direction, origin, status,
                from_number, to_number, body, encoding, segments, metadata, cost_micros, hold_id,
                settled, created_at, updated_at)
              select 'sms_' || substr(md5(random()::text), 1, 16) || n, '%s', 'live', 'outbound',
                'api', 'queued', '%s', '+1415' || (5550000 + n %% 9999), 'Message ' || n, 'gsm7', 1,
                '{}', 7900, 'smh_' || md5(random()::text), false, now(), now()
              from generate_series(1, %d) n returning id)
            insert into messaging.outgoing (message_id, due_at, give_up_at)
            select id, now(), now() + interval '1 hour' from added
            """
                .formatted(api.organization().id(), from, count));
  }

  private long open(String statuses) {
    return count(statuses, "");
  }

  /** Cheaper than to count them: who looks on must not be a burden of what is measured. */
  private boolean isAnyOpen(String statuses) {
    return count(statuses, "limit 1") > 0;
  }

  private long count(String statuses, String limit) {
    return backends
        .postgres()
        .count(
            """
            select count(*) from (
              select from messaging.message
              where organization_id = '%s' and mode = 'live' and status in (%s) %s) found
            """
                .formatted(api.organization().id(), statuses, limit));
  }

  /** When the last message became what it is, in microseconds since 1970. */
  private long lastChange() {
    return backends
        .postgres()
        .count("select extract(epoch from max(updated_at)) * 1000000 from messaging.message");
  }

  private double drain(int count, String openStatuses) {
    queue(count);
    Instant start = Instant.now();
    carrier.setReady(true);
    bell.ring();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> !isAnyOpen(openStatuses));
    double rate = count / (lastChange() / 1e6 - start.toEpochMilli() / 1e3);
    // What is told to others is no burden of whatever is measured next.
    await().atMost(PATIENCE).until(() -> waitingEvents() == 0);
    backends.receiver("webhooks-service").reset();
    peers.billing().forgetEvents();
    return rate;
  }

  private double bareLoop(int count) throws Exception {
    SMPPSession session = new SMPPSession();
    session.connectAndBind(
        "localhost",
        peers.smscPort(),
        new BindParameter(
            BindType.BIND_TRX,
            "bare",
            "secret",
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      session.submitShortMessage(
          "",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          "12125550100",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          "14155550123",
          new ESMClass(),
          (byte) 0,
          (byte) 0,
          null,
          null,
          new RegisteredDelivery(1),
          (byte) 0,
          DataCodings.ZERO,
          (byte) 0,
          ("Message " + i).getBytes(StandardCharsets.US_ASCII));
    }
    double rate = count / ((System.nanoTime() - start) / 1e9);
    session.unbindAndClose();
    return rate;
  }

  @Test
  void submitting_isAtLeastHalfAsFastAsABareLoop() throws Exception {
    start(false);
    bareLoop(MESSAGES);
    drain(MESSAGES, "'queued'");
    double bare = bareLoop(MESSAGES);
    double service = drain(MESSAGES, "'queued'");
    double bareAgain = bareLoop(MESSAGES);
    double best = Math.max(bare, bareAgain);
    System.out.printf(
        "BENCH bare loop %.0f/s and %.0f/s, service %.0f/s: %.2f%n",
        bare, bareAgain, service, service / best);
    assertTrue(service >= best / 2, service + " of " + best);
  }

  @Test
  void memory_isFlatOverManyMessages() throws Exception {
    start(true);
    List<Long> megabytes = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      double rate = drain(MESSAGES, "'queued', 'sent'");
      megabytes.add(usedMegabytes());
      System.out.printf(
          "BENCH round %d: %.0f/s to delivered, %d MB%n", round, rate, megabytes.get(round));
    }
    assertEquals(0, open("'undelivered', 'failed'"));
    long growth = megabytes.get(ROUNDS - 1) - megabytes.get(1);
    assertTrue(growth < 20, megabytes.toString());
  }

  private long waitingEvents() {
    return backends.postgres().count("select count(*) from messaging.outbox");
  }

  private static long usedMegabytes() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  @Test
  void fromPostToPdu_isQuick() throws Exception {
    start(false);
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < WARM_UP + PROBES; i++) {
      String text = "probe" + i;
      long start = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
      api.sent(from, "+14155550123", text);
      await().pollInterval(Duration.ofMillis(2)).until(() -> arrivals.containsKey(text));
      if (i >= WARM_UP) {
        micros.add(arrivals.get(text) - start);
      }
    }
    micros.sort(null);
    System.out.printf(
        "BENCH POST to PDU: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms%n",
        micros.get(PROBES / 2) / 1e3,
        micros.get(PROBES * 9 / 10) / 1e3,
        micros.get(PROBES * 99 / 100) / 1e3);
    assertTrue(micros.get(PROBES / 2) <= 30_000);
  }
}
