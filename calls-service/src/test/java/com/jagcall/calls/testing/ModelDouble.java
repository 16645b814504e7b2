package com.jagcall.calls.testing;

import com.jagcall.common.testing.PeerServer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Speaks as OpenAI's endpoint for chat completions does, in streams, for what sums up calls. */
public final class ModelDouble {
  private static final Function<JsonObject, String> SUMMARY = question -> "Somebody called.";

  private final HttpServer server = PeerServer.create();
  private final List<JsonObject> questions = new CopyOnWriteArrayList<>();
  private volatile Function<JsonObject, String> answer = SUMMARY;

  ModelDouble() {
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  String url() {
    return PeerServer.url(server) + "/v1";
  }

  void stop() {
    server.stop(0);
  }

  /** What it answers from now on; null: 503. */
  public void setAnswer(Function<JsonObject, String> newAnswer) {
    answer = newAnswer;
  }

  /** As at the start: it answers everything with a summary. */
  public void reset() {
    answer = SUMMARY;
  }

  /** What it was asked about a text, in order. */
  public List<JsonObject> questions(String text) {
    return questions.stream().filter(question -> question.encode().contains(text)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonObject question = new JsonObject(new String(body, StandardCharsets.UTF_8));
    questions.add(question);
    String text = answer.apply(question);
    if (text == null) {
      PeerServer.refuse(exchange, 503, "overloaded", "Away.");
      return;
    }
    String events =
        chunk(new JsonObject().put("content", text), null) + chunk(new JsonObject(), "stop");
    byte[] stream = (events + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, stream.length);
      exchange.getResponseBody().write(stream);
    }
  }

  private static String chunk(JsonObject delta, String finish) {
    JsonObject choice =
        new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
    return "data: "
        + new JsonObject()
            .put("id", "chatcmpl-1")
            .put("object", "chat.completion.chunk")
            .put("created", 1)
            .put("model", "m")
            .put("choices", List.of(choice))
            .encode()
        + "\n\n";
  }
}
