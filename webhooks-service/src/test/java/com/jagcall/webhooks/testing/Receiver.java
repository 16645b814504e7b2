package com.jagcall.webhooks.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A customer's server: takes webhooks, and behaves as it is told to. */
public final class Receiver implements AutoCloseable {
  /** A request as it came. */
  public record Request(String path, Map<String, String> headers, String body, Instant at) {
    public String id() {
      return headers.get("webhook-id");
    }

    public JsonObject json() {
      return new JsonObject(body);
    }
  }

  /** What it answers; may also do without. */
  public interface Behaviour {
    void answer(HttpExchange exchange, Request request) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new ArrayList<>();
  private volatile Behaviour behaviour = status(200);

  private Receiver(HttpServer server) {
    this.server = server;
  }

  public static Receiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
      Receiver receiver = new Receiver(server);
      server.createContext("/", receiver::handle);
      server.setExecutor(receiver.threads);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with this status and a short text. */
  public static Behaviour status(int status) {
    return status(status, Map.of(), "taken");
  }

  public static Behaviour status(int status, Map<String, String> headers, String text) {
    return (exchange, request) -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }

  /** Hangs up without an answer. */
  public static Behaviour hangUp() {
    return (exchange, request) -> exchange.close();
  }

  /** Never answers. */
  public static Behaviour silence() {
    return (exchange, request) -> {};
  }

  public void behave(Behaviour how) {
    behaviour = how;
  }

  public String url() {
    return url("/hook");
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Those that came, in their order. */
  public List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Those with this event's name. */
  public List<Request> requests(String event) {
    return requests().stream().filter(r -> r.json().getString("event").equals(event)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    Request request =
        new Request(exchange.getRequestURI().toString(), headers, body, Instant.now());
    synchronized (requests) {
      requests.add(request);
    }
    behaviour.answer(exchange, request);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
