package com.jagcall.accounts.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Speaks for calls-service: lets everybody try every agent out. */
public class CallsDouble implements QuarkusTestResourceLifecycleManager {
  private HttpServer server;
  private volatile int status = 201;
  private volatile JsonObject token;
  private volatile JsonObject body;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/calls/trials", this::handle);
    server.start();
    return Map.of("jagcall.calls.url", "http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(CallsDouble.class));
  }

  public void answer(int status) {
    this.status = status;
  }

  /** The claims of the last request's token. */
  public JsonObject token() {
    return token;
  }

  /** The last request's body. */
  public JsonObject body() {
    return body;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] parts = exchange.getRequestHeaders().getFirst("Authorization").split("[ .]");
    token =
        new JsonObject(new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8));
    body =
        new JsonObject(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    JsonObject answer =
        new JsonObject()
            .put("call_id", "call_4fT9xKp2mNq7Lw3Z")
            .put("agent_id", body.getString("agent_id"))
            .put("channel", body.getString("channel"))
            .put("path", "/v1/calls/call_4fT9xKp2mNq7Lw3Z/talk?ticket=once")
            .put("expires_at", "2026-01-02T03:04:05Z")
            .put("offline", true);
    byte[] bytes = answer.encode().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
