package com.jagcall.billing.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random holds, extensions, captures, releases, expiries, top-ups and adjustments by
 * many at once, many of them sent twice, while connections to PostgreSQL are cut in the middle of
 * it: between any two statements of a transaction, at its commit, wherever it hits. Afterwards the
 * money is all there, and every answer is given again.
 */
@QuarkusTest
class LedgerFaultTest {
  private static final int WORKERS = 12;
  private static final int STEPS = 250;
  private static final int ORGANIZATIONS = 4;

  /** Cuts some of the service's connections, preferably those in a transaction. */
  private static final String CUT =
      """
      SELECT pg_terminate_backend(pid) FROM (
        SELECT pid FROM pg_stat_activity WHERE usename = 'billing'
        ORDER BY (state = 'idle'), random() LIMIT 2) AS chosen
      """;

  @TestHTTPResource("/internal/")
  URI internal;

  Backends backends;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  private record Token(String text, long madeAtNanos) {}

  @Test
  void whateverHappens_theMoneyIsThere() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    List<Billing> organizations =
        IntStream.range(0, ORGANIZATIONS).mapToObj(i -> Billing.with(backends, "10")).toList();
    List<String> holds = new CopyOnWriteArrayList<>();
    String run = Ids.base62(6);
    List<Program> programs =
        IntStream.range(0, WORKERS)
            .mapToObj(i -> new Program(seed + i, run + i, organizations, holds, this::send))
            .toList();

    ScheduledExecutorService scissors = Executors.newSingleThreadScheduledExecutor();
    scissors.scheduleWithFixedDelay(
        () -> backends.postgres().execute(CUT), 50, 50, TimeUnit.MILLISECONDS);
    try {
      inParallel(programs, program -> IntStream.range(0, STEPS).forEach(i -> program.step()));
    } finally {
      scissors.shutdown();
      assertTrue(scissors.awaitTermination(30, TimeUnit.SECONDS));
    }
    assertEquals(0, backends.postgres().count(Invariants.BROKEN));

    inParallel(programs, program -> List.copyOf(program.done()).forEach(program::repeat));
    assertEquals(0, backends.postgres().count(Invariants.BROKEN));
    organizations.forEach(organization -> hasWhatTheAnswersSay(organization, programs));
  }

  private static void hasWhatTheAnswersSay(Billing billing, List<Program> programs) {
    BigDecimal expected =
        programs.stream()
            .map(p -> p.moved().getOrDefault(billing.organization().id(), BigDecimal.ZERO))
            .reduce(new BigDecimal("10.0000"), BigDecimal::add);
    String balance = billing.get(Billing.BALANCE).extract().path("balance");
    assertEquals(0, expected.compareTo(new BigDecimal(balance)), expected + " " + balance);
  }

  private interface Work {
    void on(Program program);
  }

  private static void inParallel(List<Program> programs, Work work) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(programs.size());
    List<Future<?>> running = new ArrayList<>();
    programs.forEach(program -> running.add(workers.submit(() -> work.on(program))));
    try {
      for (Future<?> one : running) {
        one.get(5, TimeUnit.MINUTES);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private Program.Answer send(String issuer, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(internal.resolve(path))
            .header("Authorization", "Bearer " + token(issuer))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Program.Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Program.Answer(0, e.toString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Good for a minute; used for half of one. */
  private String token(String issuer) {
    return tokens
        .compute(
            issuer,
            (name, token) ->
                token == null
                        || System.nanoTime() - token.madeAtNanos() > TimeUnit.SECONDS.toNanos(30)
                    ? new Token(backends.keys().service(name, "billing-service"), System.nanoTime())
                    : token)
        .text();
  }
}
