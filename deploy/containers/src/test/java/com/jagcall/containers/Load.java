package com.jagcall.containers;

import com.jagcall.common.credential.ApiKey;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests at a fixed rate, whether or not the ones before were answered, and counts what
 * came back. Nothing is sent twice: this client does not know how to.
 */
final class Load implements AutoCloseable {
  /** Of ten requests, how many make an agent, when some do. */
  private static final int TENTH = 10;

  private static final int TICK_MILLIS = 5;
  private static final int MAX_CONNECTIONS = 512;
  private static final int MAX_WAITING = 10_000;
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions().setMaxWaitQueueSize(MAX_WAITING),
          new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
  private final URI target;
  private final int perSecond;
  private final boolean writes;
  private final List<ApiKey> keys;
  private final long begin = System.nanoTime();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong slowestMillis = new AtomicLong();
  private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
  private final long timer;
  private volatile long sent;

  /**
   * Starts at once.
   *
   * @param writes whether one in ten requests makes an agent
   * @param keys used in turn
   */
  Load(URI target, int perSecond, boolean writes, List<ApiKey> keys) {
    this.target = target;
    this.perSecond = perSecond;
    this.writes = writes;
    this.keys = keys;
    timer = vertx.setPeriodic(TICK_MILLIS, tick -> sendWhatIsDue());
  }

  private void sendWhatIsDue() {
    long due = (System.nanoTime() - begin) * perSecond / TimeUnit.SECONDS.toNanos(1);
    while (sent < due) {
      send(sent);
      sent = sent + 1;
    }
  }

  private void send(long number) {
    boolean write = writes && number % TENTH == 0;
    long start = System.nanoTime();
    RequestOptions options =
        new RequestOptions()
            .setMethod(write ? HttpMethod.POST : HttpMethod.GET)
            .setHost(target.getHost())
            .setPort(target.getPort())
            .setURI("/v1/agents")
            .setTimeout(TIMEOUT_MILLIS)
            .putHeader("Authorization", "Bearer " + keys.get((int) (number % keys.size())).text());
    if (write) {
      options
          .putHeader("Content-Type", "application/json")
          .putHeader("Idempotency-Key", UUID.randomUUID().toString());
    }
    client
        .request(options)
        .compose(request -> request.send(write ? agent(number) : Buffer.buffer()))
        .compose(answer -> answer.body().map(body -> outcome(answer, write ? 201 : 200, body)))
        .onSuccess(outcome -> count(outcome, start))
        .onFailure(cause -> count(cause.toString(), start));
  }

  private static Buffer agent(long number) {
    return Buffer.buffer("{\"name\": \"Agent " + number + "\"}");
  }

  private static String outcome(HttpClientResponse answer, int expected, Buffer body) {
    return answer.statusCode() == expected ? "" : answer.statusCode() + " " + body;
  }

  private void count(String failure, long start) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    slowestMillis.accumulateAndGet(millis, Math::max);
    if (!failure.isEmpty()) {
      failures
          .computeIfAbsent(withoutIdentifiers(failure), first -> new AtomicLong())
          .incrementAndGet();
    }
    answered.incrementAndGet();
  }

  /** The same failure of two requests is one line. */
  private static String withoutIdentifiers(String failure) {
    return failure.replaceAll("\"request_id\":\"[^\"]*\"", "\"request_id\":\"...\"");
  }

  /** How many have been answered, well or not. */
  long answered() {
    return answered.get();
  }

  /** Sends no more, and waits for the answers that are still out. */
  Result finish() {
    vertx.cancelTimer(timer);
    org.awaitility.Awaitility.await()
        .atMost(TIMEOUT_MILLIS * 2L, TimeUnit.MILLISECONDS)
        .until(() -> answered.get() >= sent);
    return new Result(sent, slowestMillis.get(), Map.copyOf(failures));
  }

  /**
   * @param failures what went wrong, and how often
   */
  record Result(long sent, long slowestMillis, Map<String, AtomicLong> failures) {
    @Override
    public String toString() {
      return "%,d requests, slowest %,d ms, failures: %s".formatted(sent, slowestMillis, failures);
    }
  }

  @Override
  public void close() {
    vertx.close();
  }
}
