package com.jagcall.messaging.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks as OpenAI's endpoint for chat completions does. */
public final class ModelDouble {
  private final HttpServer server = PeerServer.create();
  private final List<JsonObject> questions = new CopyOnWriteArrayList<>();
  private volatile boolean away;

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

  /** What it was asked about a text, in order. */
  public List<JsonObject> questions(String text) {
    return questions.stream().filter(question -> question.encode().contains(text)).toList();
  }

  /** While away, everything is answered with 503. */
  public void setAway(boolean isAway) {
    away = isAway;
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonObject question =
        new JsonObject(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    questions.add(question);
    if (away) {
      PeerServer.refuse(exchange, 503, "overloaded", "Away.");
      return;
    }
    JsonArray messages = question.getJsonArray("messages");
    String last = messages.getJsonObject(messages.size() - 1).getString("content");
    PeerServer.answer(
        exchange,
        200,
        new JsonObject()
            .put("id", "chatcmpl-1")
            .put("object", "chat.completion")
            .put("created", 1)
            .put("model", question.getString("model"))
            .put(
                "choices",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("index", 0)
                            .put("finish_reason", "stop")
                            .put(
                                "message",
                                new JsonObject()
                                    .put("role", "assistant")
                                    .put("content", "You wrote: " + last))))
            .put(
                "usage",
                new JsonObject()
                    .put("prompt_tokens", 1)
                    .put("completion_tokens", 1)
                    .put("total_tokens", 2)));
  }
}
