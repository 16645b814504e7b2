package com.jagcall.messaging.testing;

import com.jagcall.common.id.Ids;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Speaks for agents-service: knows the agents that a test makes. */
public final class AgentsDouble {
  private final HttpServer server = PeerServer.create();
  private final Map<String, JsonObject> agents = new ConcurrentHashMap<>();
  private volatile boolean away;

  AgentsDouble() {
    server.createContext("/internal/organizations", this::find);
    server.start();
  }

  String url() {
    return PeerServer.url(server);
  }

  void stop() {
    server.stop(0);
  }

  /** A new agent of an organization in a mode. */
  public String agent(String organization, String mode, boolean answers) {
    String id = Ids.next("agt_");
    agents.put(
        "/internal/organizations/" + organization + "/" + mode + "/agents/" + id,
        new JsonObject()
            .put("id", id)
            .put("name", "Reception")
            .put("status", "active")
            .put("language", "en")
            .put("system_prompt", "You take orders for flowers.")
            .put("temperature", 0.7)
            .put("sms_replies", answers));
    return id;
  }

  /** While away, everything is answered with 503. */
  public void setAway(boolean isAway) {
    away = isAway;
  }

  private void find(HttpExchange exchange) throws IOException {
    JsonObject agent = agents.get(exchange.getRequestURI().getPath());
    if (away) {
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
    } else if (!PeerServer.isAllowed(exchange, "agents-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
    } else if (agent == null) {
      PeerServer.refuse(exchange, 404, "not_found", "There is no such resource.");
    } else {
      PeerServer.answer(exchange, 200, agent);
    }
  }
}
