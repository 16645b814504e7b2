package com.jagcall.calls.testing;

import com.jagcall.common.testing.PeerServer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks for messaging-service: accepts messages of agents, or refuses them as a test says. */
public final class MessagingDouble {
  private final HttpServer server = PeerServer.create();
  private final List<JsonObject> asked = new CopyOnWriteArrayList<>();
  private volatile Refusal refusal;
  private volatile int failures;

  /** Why it sends nothing. */
  public record Refusal(int status, String code, String message) {}

  MessagingDouble() {
    server.createContext("/internal/messages", this::send);
    server.start();
  }

  String url() {
    return PeerServer.url(server);
  }

  void stop() {
    server.stop(0);
  }

  /** Everything is refused so from now on; null: accepted. */
  public void refuse(Refusal newRefusal) {
    refusal = newRefusal;
  }

  /** So many requests are answered with 503, although they were heard. */
  public void fail(int times) {
    failures = times;
  }

  /** What it was asked to send to a number. */
  public List<JsonObject> asked(String to) {
    return asked.stream().filter(message -> to.equals(message.getString("to"))).toList();
  }

  private void send(HttpExchange exchange) throws IOException {
    JsonObject message =
        PeerServer.body(
            exchange,
            "message_id",
            "organization_id",
            "mode",
            "agent_id",
            "from",
            "to",
            "body",
            "metadata");
    asked.add(message);
    if (!PeerServer.isAllowed(exchange, "calls-service", "messaging-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
    } else if (failures > 0) {
      failures--;
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
    } else if (refusal != null) {
      PeerServer.refuse(exchange, refusal.status(), refusal.code(), refusal.message());
    } else {
      PeerServer.answer(
          exchange,
          201,
          new JsonObject().put("id", message.getString("message_id")).put("status", "queued"));
    }
  }
}
