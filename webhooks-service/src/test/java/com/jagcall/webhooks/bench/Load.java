package com.jagcall.webhooks.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Tells of events as the outbox's relays of other services do, and costs little while the clock
 * runs: requests are written and the token is signed before.
 */
final class Load implements AutoCloseable {
  private static final int BATCH = 100;
  private static final int SENDERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
  private final URI events;
  private final Backends backends;

  Load(Backends backends, URI events) {
    this.backends = backends;
    this.events = events;
  }

  /**
   * Requests that tell of so many events, each of a key of its own, of the organizations in turn.
   * They have to be sent within the minute for which a service's token is good.
   */
  List<HttpRequest> batches(List<WebhooksApi> organizations, int count) {
    String authorization = authorization();
    return IntStream.range(0, count / BATCH)
        .mapToObj(batch -> request(authorization, events(organizations, batch * BATCH)))
        .toList();
  }

  private String authorization() {
    return "Bearer " + backends.keys().service("calls-service", "webhooks-service");
  }

  private static JsonArray events(List<WebhooksApi> organizations, int from) {
    JsonArray all = new JsonArray();
    for (int i = from; i < from + BATCH; i++) {
      all.add(organizations.get(i % organizations.size()).event("call.completed", "call_" + i));
    }
    return all;
  }

  /** A request that tells of one event. */
  HttpRequest one(JsonObject event) {
    return request(authorization(), new JsonArray().add(event));
  }

  private HttpRequest request(String authorization, JsonArray all) {
    return HttpRequest.newBuilder(events)
        .timeout(PATIENCE)
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(new JsonObject().put("events", all).encode()))
        .build();
  }

  void tell(List<HttpRequest> batches) {
    List<CompletableFuture<Void>> all =
        batches.stream()
            .map(batch -> CompletableFuture.runAsync(() -> tell(batch), threads))
            .toList();
    all.forEach(CompletableFuture::join);
  }

  void tell(HttpRequest batch) {
    try {
      assertEquals(200, http.send(batch, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
