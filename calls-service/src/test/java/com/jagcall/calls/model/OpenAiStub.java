package com.jagcall.calls.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** OpenAI's chat completions, strict about what it is asked, answering by script. */
public final class OpenAiStub implements AutoCloseable {
  public static final String KEY = "sk-test-secret";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MEMBERS =
      Set.of(
          "model", "messages", "stream", "stream_options", "temperature", "tools", "tool_choice");

  public final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  public final List<String> faults = new CopyOnWriteArrayList<>();

  /** Somebody hung up on an answer. */
  public final CountDownLatch cut = new CountDownLatch(1);

  private final Queue<Act> script = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /** An answer, as far as it is written. */
  public interface Act {
    void play(HttpExchange exchange) throws IOException;
  }

  public OpenAiStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  public void then(Act act) {
    script.add(act);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      synchronized (this) {
        requests.add(body);
        check(exchange, body);
      }
      Act act = script.poll();
      (act == null ? status(500) : act).play(exchange);
    } catch (IOException e) {
      cut.countDown();
    }
  }

  private void check(HttpExchange exchange, JsonNode body) {
    require(exchange.getRequestMethod().equals("POST"), "method");
    require(
        ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization")), "key");
    require(
        "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")),
        "content type");
    body.fieldNames().forEachRemaining(name -> require(MEMBERS.contains(name), "member " + name));
    require(body.path("stream").asBoolean(), "stream");
    require(!body.path("model").asText().isEmpty(), "model");
    Set<String> open = new HashSet<>();
    for (JsonNode message : body.path("messages")) {
      String role = message.path("role").asText();
      require(Set.of("system", "user", "assistant", "tool").contains(role), "role " + role);
      require(
          !message.path("content").asText().isEmpty() || message.has("tool_calls"),
          "an empty message");
      if (role.equals("tool")) {
        require(open.remove(message.path("tool_call_id").asText()), "a result nobody asked for");
      } else {
        require(open.isEmpty(), "a call without its result");
      }
      checkNames(message);
      message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
    }
    require(open.isEmpty(), "a call without its result");
  }

  /** The names that functions have. */
  private void checkNames(JsonNode message) {
    message
        .path("tool_calls")
        .forEach(
            call ->
                require(
                    call.path("function").path("name").asText().matches("[A-Za-z0-9_-]{1,64}"),
                    "a name of a function"));
  }

  private void require(boolean isKept, String rule) {
    if (!isKept) {
      faults.add(rule);
    }
  }

  public static Act status(int status) {
    return exchange -> {
      byte[] body =
          ("{\"error\":{\"message\":\"You sent " + KEY + "\",\"type\":\"x\",\"code\":\"y\"}}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /** Writes events and closes. */
  public static Act events(String... data) {
    return exchange -> {
      OutputStream body = open(exchange);
      for (String event : data) {
        write(body, "data: " + event + "\n\n");
      }
    };
  }

  /** Writes events, and then nothing but comments until somebody hangs up. */
  public static Act stall(String... data) {
    return exchange -> {
      OutputStream body = open(exchange);
      for (String event : data) {
        write(body, "data: " + event + "\n\n");
      }
      beat(body);
    };
  }

  /** Not even a head. */
  public static Act silence(CountDownLatch until) {
    return exchange -> {
      try {
        until.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      beat(open(exchange));
    };
  }

  private static void beat(OutputStream body) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try {
      for (int i = 0; i < 2_000; i++) {
        write(body, ": still here\n\n");
        never.await(5, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static OutputStream open(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void write(OutputStream body, String text) throws IOException {
    body.write(text.getBytes(StandardCharsets.UTF_8));
    body.flush();
  }

  public static String text(String piece) {
    return chunk("{\"content\":" + JSON.valueToTree(piece) + "}", null);
  }

  public static String chunk(String delta, String finish) {
    return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + "\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + (finish == null ? "null" : "\"" + finish + "\"")
        + "}]}";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
