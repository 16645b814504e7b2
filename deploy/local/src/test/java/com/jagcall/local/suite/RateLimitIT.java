package com.jagcall.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Limits hold exactly over two replicas, whatever the timing. */
class RateLimitIT {
  private static final int CONNECTIONS = 50;

  @Test
  void thousandReadsOverTwoReplicas_exactly200AreServed() throws Exception {
    ApiKey key = Suite.organization().key();
    List<HttpResponse<String>> answers =
        flood(1_000, i -> Api.request(replica(i), "/v1/agents", key));
    assertExactly(200, 200, answers);
  }

  @Test
  void hundredCreationsOverTwoReplicas_exactly30AreServed() throws Exception {
    ApiKey key = Suite.organization().key();
    List<HttpResponse<String>> answers =
        flood(100, i -> Api.post(replica(i), "/v1/agents", key, "{\"name\":\"a" + i + "\"}"));
    assertExactly(30, 201, answers);
  }

  @Test
  void waitingRetryAfter_isServedAndNoMinuteHoldsMoreThan200() throws Exception {
    ApiKey key = Suite.organization().key();
    Served served = new Served();
    flood(150, i -> Api.request(replica(i), "/v1/agents", key), served);
    HttpResponse<String> refused = askUntilRefused(key, served);
    long retryAfter = Long.parseLong(Api.header(refused, "Retry-After"));
    assertTrue(retryAfter >= 1 && retryAfter <= 60, "Retry-After " + retryAfter);
    // Ten times a second for as long as Retry-After says: by then the minute has passed.
    trickle(key, served, retryAfter);
    assertEquals(200, Api.status(replica(0), "/v1/agents", key));
    served.assertNoMinuteHoldsMoreThan(200);
  }

  /** When the requests that were served were sent and answered: each was counted in between. */
  private static final class Served {
    private final List<Long> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> answered = Collections.synchronizedList(new ArrayList<>());

    HttpResponse<String> send(HttpRequest.Builder request) {
      long start = System.nanoTime();
      HttpResponse<String> answer = Api.send(request);
      if (answer.statusCode() == 200) {
        sent.add(start);
        answered.add(System.nanoTime());
      }
      return answer;
    }

    /** The k-th was counted after the k-th was sent and before the k-th was answered. */
    void assertNoMinuteHoldsMoreThan(int limit) {
      List<Long> earliest = sent.stream().sorted().toList();
      List<Long> latest = answered.stream().sorted().toList();
      assertTrue(earliest.size() > limit, "only " + earliest.size() + " were served");
      for (int i = limit; i < earliest.size(); i++) {
        long apart = latest.get(i) - earliest.get(i - limit);
        assertTrue(apart >= TimeUnit.SECONDS.toNanos(60), "201 requests within " + apart + " ns");
      }
    }
  }

  private static URI replica(int i) {
    List<URI> replicas = Suite.agentsReplicas();
    return replicas.get(i % replicas.size());
  }

  private static List<HttpResponse<String>> flood(
      int count, IntFunction<HttpRequest.Builder> request) throws Exception {
    return flood(count, request, new Served());
  }

  private static List<HttpResponse<String>> flood(
      int count, IntFunction<HttpRequest.Builder> request, Served served) throws Exception {
    Suite.stack();
    ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        calls.add(() -> served.send(request.apply(number)));
      }
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> answer : connections.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      connections.shutdownNow();
    }
  }

  private static void assertExactly(int limit, int status, List<HttpResponse<String>> answers) {
    assertEquals(limit, answers.stream().filter(a -> a.statusCode() == status).count());
    for (HttpResponse<String> answer : answers) {
      assertEquals("\"default\";q=" + limit + ";w=60", Api.header(answer, "RateLimit-Policy"));
      assertTrue(
          Api.header(answer, "RateLimit").matches("\"default\";r=[0-9]+;t=[0-9]+"),
          Api.header(answer, "RateLimit"));
      if (answer.statusCode() != status) {
        assertEquals(429, answer.statusCode());
        assertEquals(
            "rate_limit_exceeded", Api.json(answer).at("/error/code").asText(), answer.body());
        long retryAfter = Long.parseLong(Api.header(answer, "Retry-After"));
        assertTrue(retryAfter >= 1 && retryAfter <= 60, "Retry-After " + retryAfter);
      }
    }
  }

  private static HttpResponse<String> askUntilRefused(ApiKey key, Served served) {
    for (int i = 0; i < 60; i++) {
      HttpResponse<String> answer = served.send(Api.request(replica(i), "/v1/agents", key));
      if (answer.statusCode() == 429) {
        return answer;
      }
    }
    throw new AssertionError("more than 200 were served");
  }

  /** Asks ten times a second for so long, on both replicas in turn. */
  private static void trickle(ApiKey key, Served served, long seconds) throws Exception {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
    try {
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i <= seconds * 10; i++) {
        int number = i;
        asked.add(
            clock.schedule(
                () -> served.send(Api.request(replica(number), "/v1/agents", key)),
                number * 100L,
                TimeUnit.MILLISECONDS));
      }
      for (Future<?> one : asked) {
        one.get();
      }
    } finally {
      clock.shutdownNow();
    }
  }
}
