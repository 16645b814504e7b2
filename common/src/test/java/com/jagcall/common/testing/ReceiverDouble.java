package com.jagcall.common.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Takes events in the place of another service, each identifier once, and fails where a test wants
 * it to.
 */
public final class ReceiverDouble {
  /** Where it fails. */
  public enum Failure {
    NONE,
    /** Says that it is down. */
    DOWN,
    /** Hangs up before it has looked at the events. */
    HANGS_UP_BEFORE,
    /** Takes the events, and hangs up before it says so. */
    HANGS_UP_AFTER,
    /** Takes the events, and never says so. */
    SILENT
  }

  private final HttpServer server;
  private final Map<String, JsonObject> events = new LinkedHashMap<>();
  private final List<String> tokens = new ArrayList<>();
  private Failure failure = Failure.NONE;
  private Predicate<JsonObject> refusing = event -> false;
  private Runnable onBatch = () -> {};
  private int sightings;

  private ReceiverDouble(HttpServer server) {
    this.server = server;
  }

  /** Listens on a port of its own. */
  public static ReceiverDouble start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newCachedThreadPool());
      ReceiverDouble receiver = on(server);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the events of a server that does more than that. */
  public static ReceiverDouble on(HttpServer server) {
    ReceiverDouble receiver = new ReceiverDouble(server);
    server.createContext("/internal/events", receiver::receive);
    return receiver;
  }

  void stop() {
    server.stop(0);
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Forgets everything, and works. */
  public synchronized void reset() {
    events.clear();
    tokens.clear();
    failure = Failure.NONE;
    refusing = event -> false;
    onBatch = () -> {};
    sightings = 0;
  }

  /** From now on fails so. */
  public synchronized void fail(Failure how) {
    failure = how;
  }

  /** From now on refuses such events, alone. */
  public synchronized void refuse(Predicate<JsonObject> which) {
    refusing = which;
  }

  /** Runs this whenever a batch has come, before it is taken. */
  public synchronized void onBatch(Runnable action) {
    onBatch = action;
  }

  /** The events taken so far, in the order in which each was first taken. */
  public synchronized List<JsonObject> events() {
    return List.copyOf(events.values());
  }

  /** The payloads of the events of one type. */
  public List<JsonObject> payloads(String type) {
    return events().stream()
        .filter(event -> event.getString("type").equals(type))
        .map(event -> event.getJsonObject("payload"))
        .toList();
  }

  /** How many events were sent, repetitions and failed ones included. */
  public synchronized int sightings() {
    return sightings;
  }

  /** The tokens that came with the batches. */
  public synchronized List<String> tokens() {
    return List.copyOf(tokens);
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonArray batch =
        new JsonObject(new String(body, StandardCharsets.UTF_8)).getJsonArray("events");
    Failure now = arrive(exchange.getRequestHeaders().getFirst("Authorization"), batch.size());
    switch (now) {
      case DOWN -> answer(exchange, 503, new JsonObject());
      case HANGS_UP_BEFORE -> exchange.close();
      case HANGS_UP_AFTER -> {
        take(batch);
        exchange.close();
      }
      case SILENT -> take(batch);
      case NONE -> answer(exchange, 200, new JsonObject().put("refused", take(batch)));
    }
  }

  private synchronized Failure arrive(String authorization, int count) {
    tokens.add(authorization);
    sightings += count;
    onBatch.run();
    return failure;
  }

  private synchronized JsonArray take(JsonArray batch) {
    JsonArray refused = new JsonArray();
    for (Object each : batch) {
      JsonObject event = (JsonObject) each;
      if (refusing.test(event)) {
        refused.add(event.getString("id"));
      } else {
        events.putIfAbsent(event.getString("id"), event);
      }
    }
    return refused;
  }

  private static void answer(HttpExchange exchange, int status, JsonObject answer)
      throws IOException {
    byte[] body = answer.encode().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
