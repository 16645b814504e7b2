package com.jagcall.common.testing;

import com.jagcall.common.id.Ids;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Speaks for agents-service to one other: knows the agents that a test makes. */
public final class AgentsDouble {
  private final String caller;
  private final HttpServer server = PeerServer.create();
  private final ReceiverDouble receiver = ReceiverDouble.on(server);
  private final Map<String, JsonObject> agents = new ConcurrentHashMap<>();
  private volatile boolean away;

  /**
   * @param caller whose questions are answered
   */
  public AgentsDouble(String caller) {
    this.caller = caller;
    server.createContext("/internal/organizations", this::find);
    server.start();
  }

  public String url() {
    return PeerServer.url(server);
  }

  public void stop() {
    server.stop(0);
  }

  /** A new agent of an organization in a mode. */
  public String agent(String organization, String mode) {
    return agent(organization, mode, new JsonObject());
  }

  /** A new agent of an organization in a mode, with these members other than usual. */
  public String agent(String organization, String mode, JsonObject members) {
    String id = Ids.next("agt_");
    agents.put(
        "/internal/organizations/" + organization + "/" + mode + "/agents/" + id,
        new JsonObject()
            .put("id", id)
            .put("name", "Reception")
            .put("status", "active")
            .put("phone_number", null)
            .put("voice_id", "rachel")
            .put("language", "en")
            .put("system_prompt", "You take orders for flowers.")
            .put("first_message", "Hello, this is the reception.")
            .put("temperature", 0.7)
            .put("max_duration_seconds", 600)
            .put("sms_replies", false)
            .put("tools", new JsonArray())
            .put("metadata", new JsonObject())
            .put("created_at", "2026-01-01T00:00:00Z")
            .mergeIn(members));
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
    JsonObject agent = agents.get(exchange.getRequestURI().getPath());
    if (away) {
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
    } else if (!PeerServer.isAllowed(exchange, caller, "agents-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
    } else if (agent == null) {
      PeerServer.refuse(exchange, 404, "not_found", "There is no such resource.");
    } else {
      PeerServer.answer(exchange, 200, agent);
    }
  }
}
