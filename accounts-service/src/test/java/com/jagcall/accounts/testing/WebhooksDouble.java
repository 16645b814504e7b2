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

/** Speaks for webhooks-service: one endpoint, one delivery, and what it was asked last. */
public class WebhooksDouble implements QuarkusTestResourceLifecycleManager {
  public static final String ENDPOINT = "whk_4fT9xKp2mNq7Lw3Z";
  public static final String DELIVERY = "dlv_0a1b2c3d4e5f60718293a4b5c6d7e8f9";

  private HttpServer server;
  private volatile int status = 200;
  private volatile JsonObject token;
  private volatile String request;
  private volatile JsonObject body;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/webhooks", this::handle);
    server.start();
    return Map.of("jagcall.webhooks.url", "http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(WebhooksDouble.class));
  }

  public void answer(int status) {
    this.status = status;
  }

  /** The claims of the last request's token. */
  public JsonObject token() {
    return token;
  }

  /** The last request's method and address. */
  public String request() {
    return request;
  }

  /** The last request's body, or null. */
  public JsonObject body() {
    return body;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] parts = exchange.getRequestHeaders().getFirst("Authorization").split("[ .]");
    token =
        new JsonObject(new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8));
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    body = sent.isEmpty() ? null : new JsonObject(sent);
    request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String path = exchange.getRequestURI().getPath().replace("/v1/webhooks", "");
    JsonObject answer = status < 300 ? answer(exchange.getRequestMethod(), path) : refusal();
    byte[] bytes = answer.encode().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private JsonObject refusal() {
    return new JsonObject()
        .put(
            "error",
            new JsonObject()
                .put("code", "validation_error")
                .put("message", "it is <b>refused</b>")
                .put("status", status)
                .put(
                    "details",
                    status == 422
                        ? new JsonArray()
                            .add(
                                new JsonObject()
                                    .put("field", "url")
                                    .put("message", "must not lead to a private address"))
                        : null));
  }

  private static JsonObject answer(String method, String path) {
    if (path.equals("/endpoints") && method.equals("GET")) {
      return page(endpoint());
    }
    if (path.equals("/deliveries")) {
      return page(delivery());
    }
    if (path.endsWith("/test") || path.endsWith("/replay")) {
      return delivery();
    }
    if (path.endsWith("/replay-failed")) {
      return new JsonObject().put("replayed", 7).put("has_more", false);
    }
    if (path.startsWith("/deliveries/")) {
      return delivery()
          .put("body", "{\"event\":\"webhook.test\"}")
          .put(
              "attempts",
              new JsonArray()
                  .add(
                      new JsonObject()
                          .put("at", "2026-01-02T03:04:05Z")
                          .put("url", "https://example.com/<hook>")
                          .put("status_code", 500)
                          .put("duration_ms", 12)
                          .put("response", "<b>no room</b>")
                          .put("error", "the answer was 500")));
    }
    JsonObject endpoint = endpoint();
    boolean isNew = path.equals("/endpoints") || path.endsWith("/roll-secret");
    return isNew ? endpoint.put("secret", "whsec_shownOnce") : endpoint;
  }

  private static JsonObject page(JsonObject entry) {
    return new JsonObject()
        .put("data", new JsonArray().add(entry))
        .put("pagination", new JsonObject().put("page", 1).put("per_page", 20).put("total", 41));
  }

  private static JsonObject endpoint() {
    return new JsonObject()
        .put("id", ENDPOINT)
        .put("url", "https://example.com/<hook>")
        .put("description", "<i>Backend</i>")
        .put("events", new JsonArray().add("call.completed").add("call.failed"))
        .put("status", "enabled")
        .putNull("disabled_reason")
        .put("failing_since", "2026-01-02T03:04:05Z")
        .putNull("agent_id")
        .putNull("previous_secret_expires_at")
        .put("created_at", "2026-01-02T03:04:05Z")
        .put("updated_at", "2026-01-02T03:04:05Z");
  }

  private static JsonObject delivery() {
    return new JsonObject()
        .put("id", DELIVERY)
        .put("event_id", "evt_4fT9xKp2mNq7Lw3Z")
        .put("event", "webhook.test")
        .put("endpoint_id", ENDPOINT)
        .putNull("agent_id")
        .put("status", "pending")
        .put("attempt_count", 1)
        .put("created_at", "2026-01-02T03:04:05Z")
        .put("last_attempt_at", "2026-01-02T03:04:05Z")
        .put("last_status_code", 500)
        .put("last_error", "the answer was 500")
        .put("next_attempt_at", "2026-01-02T03:09:05Z");
  }
}
