package com.jagcall.calls.speech;

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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/**
 * OpenAI's speech endpoint as its reference describes it: strict about the request, and answering
 * by script. Without one it says every text as a tone of 100 ms for each character.
 */
final class SpeechStub {
  static final String KEY = "sk-test";
  private static final Set<String> MEMBERS = Set.of("model", "input", "voice", "response_format");
  private static final Set<String> VOICES = Set.of("alloy", "nova");

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedQueue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<String> inputs = new CopyOnWriteArrayList<>();
  private final List<String> voices = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What is answered instead of the tone. */
  interface Script {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  SpeechStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
  }

  /** The next request is answered so. */
  void script(Script script) {
    scripts.add(script);
  }

  void status(int status) {
    script(exchange -> refuse(exchange, status, "scripted"));
  }

  /** The next answer begins and stands still. */
  void stall(int bytes) {
    script(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[bytes]);
          exchange.getResponseBody().flush();
          closing.await();
        });
  }

  List<String> inputs() {
    return inputs;
  }

  List<String> voices() {
    return voices;
  }

  void stop() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** 24 kHz, 16 bits, little-endian: 440 Hz. */
  static byte[] tone(int millis) {
    byte[] tone = new byte[millis * 48];
    for (int i = 0; i < tone.length / 2; i++) {
      int sample = (int) (8000 * Math.sin(2 * Math.PI * 440 * i / 24_000));
      tone[2 * i] = (byte) sample;
      tone[2 * i + 1] = (byte) (sample >> 8);
    }
    return tone;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = json.readTree(exchange.getRequestBody());
      String wrong = wrong(exchange, request);
      if (wrong != null) {
        refuse(exchange, wrong.equals("key") ? 401 : 400, wrong);
        return;
      }
      inputs.add(request.get("input").textValue());
      voices.add(request.get("voice").textValue());
      Script script = scripts.poll();
      if (script != null) {
        script.answer(exchange);
      } else {
        say(exchange, tone(100 * request.get("input").textValue().length()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String wrong(HttpExchange exchange, JsonNode request) {
    if (!exchange.getRequestURI().toString().equals("/v1/audio/speech")
        || !exchange.getRequestMethod().equals("POST")) {
      return "path";
    }
    if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return "key";
    }
    if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      return "type";
    }
    Iterable<String> names = request::fieldNames;
    boolean known = StreamSupport.stream(names.spliterator(), false).allMatch(MEMBERS::contains);
    return known
            && request.path("model").asText().equals("tts-1")
            && VOICES.contains(request.path("voice").asText())
            && request.path("response_format").asText().equals("pcm")
            && request.path("input").isTextual()
            && !request.get("input").textValue().isEmpty()
            && request.get("input").textValue().length() <= 4096
        ? null
        : "members";
  }

  static void say(HttpExchange exchange, byte[] audio) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "audio/pcm");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      // Cut where no sample ends.
      for (int i = 0; i < audio.length; i += 1021) {
        body.write(audio, i, Math.min(1021, audio.length - i));
      }
    }
  }

  static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body =
        ("{\"error\":{\"message\":\"" + why + "\",\"type\":\"invalid_request_error\"}}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
