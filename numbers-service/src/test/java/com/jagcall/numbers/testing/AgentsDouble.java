package com.jagcall.numbers.testing;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.PeerServer;
import com.jagcall.common.testing.ReceiverDouble;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Speaks for agents-service: knows the agents that a test makes, and takes events. */
public final class AgentsDouble {
  private final HttpServer server = PeerServer.create();
  private final ReceiverDouble receiver = ReceiverDouble.on(server);
  private final Set<String> paths = ConcurrentHashMap.newKeySet();
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
  public String agent(String organization, String mode) {
    String id = Ids.next("agt_");
    paths.add("/internal/organizations/" + organization + "/" + mode + "/agents/" + id);
    return id;
  }

  /** While away, everything is answered with 503. */
  public void setAway(boolean isAway) {
    away = isAway;
  }

  /** What an agent was told its number is, in order. */
  public List<JsonObject> told(String agentId) {
    return receiver.payloads("number.assigned").stream()
        .filter(payload -> payload.getString("agent_id").equals(agentId))
        .toList();
  }

  private void find(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (away) {
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
    } else if (!PeerServer.isAllowed(exchange, "numbers-service", "agents-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
    } else if (!paths.contains(path)) {
      PeerServer.refuse(exchange, 404, "not_found", "There is no such resource.");
    } else {
      PeerServer.answer(
          exchange,
          200,
          new JsonObject()
              .put("id", path.substring(path.lastIndexOf('/') + 1))
              .put("name", "Reception")
              .put("status", "active"));
    }
  }
}
