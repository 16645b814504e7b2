package com.jagcall.accounts.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Speaks for agents-service: one agent for each mode, named after what the token says. */
public class AgentsDouble implements QuarkusTestResourceLifecycleManager {
  public static final String AGENT = "agt_4fT9xKp2mNq7Lw3Z";

  private HttpServer server;
  private volatile int status = 200;
  private volatile String agentStatus = "active";
  private volatile JsonObject token;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/agents", this::list);
    server.createContext("/v1/agents/" + AGENT, this::find);
    server.start();
    return Map.of("jagcall.agents.url", "http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(AgentsDouble.class));
  }

  public void answer(int status) {
    this.status = status;
  }

  /** What the agents are from now on. */
  public void setAgentStatus(String newStatus) {
    agentStatus = newStatus;
  }

  /** The claims of the last request's token. */
  public JsonObject token() {
    return token;
  }

  private JsonObject agent(HttpExchange exchange) {
    String[] parts = exchange.getRequestHeaders().getFirst("Authorization").split("[ .]");
    byte[] claims = Base64.getUrlDecoder().decode(parts[2]);
    token = new JsonObject(new String(claims, StandardCharsets.UTF_8));
    return new JsonObject()
        .put("id", AGENT)
        .put("name", "<b>" + token.getString("mode") + "</b>")
        .put("status", agentStatus)
        .putNull("phone_number")
        .put("voice_id", "rachel")
        .put("language", "en")
        .put("system_prompt", "Be <i>kind</i>.")
        .put("created_at", "2026-01-02T03:04:05Z");
  }

  private void find(HttpExchange exchange) throws IOException {
    answer(exchange, agent(exchange));
  }

  private void list(HttpExchange exchange) throws IOException {
    JsonObject agent = agent(exchange);
    JsonObject body =
        new JsonObject()
            .put("data", new JsonArray().add(agent))
            .put(
                "pagination", new JsonObject().put("page", 1).put("per_page", 20).put("total", 41));
    answer(exchange, body);
  }

  private void answer(HttpExchange exchange, JsonObject body) throws IOException {
    byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
