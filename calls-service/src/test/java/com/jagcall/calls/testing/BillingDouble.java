package com.jagcall.calls.testing;

import com.jagcall.common.testing.ReceiverDouble;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Speaks for billing-service: a second of any call costs 0.0003. Keeps what is held and how often
 * it was extended; captures and releases come as events, and captures are asked for too.
 */
public final class BillingDouble {
  private static final BigDecimal RICH = new BigDecimal("1000000");
  private static final BigDecimal SECOND = new BigDecimal("0.0003");

  private final HttpServer server = PeerServer.create();
  private final ReceiverDouble receiver = ReceiverDouble.on(server);
  private final Map<String, BigDecimal> balances = new HashMap<>();
  private final Map<String, JsonObject> holds = new LinkedHashMap<>();
  private boolean away;

  BillingDouble() {
    server.createContext("/internal/holds", this::holds);
    server.start();
  }

  String url() {
    return PeerServer.url(server);
  }

  void stop() {
    server.stop(0);
  }

  /** What an organization has from now on, in dollars; who was given nothing is rich. */
  public synchronized void setBalance(String organization, String dollars) {
    balances.put(organization, new BigDecimal(dollars));
  }

  /** While away, everything is answered with 503. */
  public synchronized void setAway(boolean isAway) {
    away = isAway;
  }

  /** What was held for an organization, whatever became of it. */
  public synchronized List<JsonObject> holds(String organization) {
    return holds.values().stream()
        .filter(hold -> hold.getString("organization_id").equals(organization))
        .map(JsonObject::copy)
        .toList();
  }

  /** The hold of a call. */
  public JsonObject hold(String organization, String callId) {
    return holds(organization).stream()
        .filter(hold -> hold.getJsonObject("resource").getString("id").equals(callId))
        .findFirst()
        .orElseThrow();
  }

  /** The events of a type that were sent about a hold. */
  public List<JsonObject> events(String type, String holdId) {
    return receiver.payloads(type).stream()
        .filter(event -> event.getString("hold_id").equals(holdId))
        .toList();
  }

  private void holds(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    if (isAway()) {
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
    } else if (!PeerServer.isAllowed(exchange, "billing-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
    } else if (path.length == 3) {
      hold(exchange);
    } else {
      operate(exchange, path[3], path[4]);
    }
  }

  private synchronized boolean isAway() {
    return away;
  }

  private void hold(HttpExchange exchange) throws IOException {
    JsonObject hold =
        PeerServer.body(
            exchange,
            "hold_id",
            "organization_id",
            "mode",
            "product",
            "destination",
            "quantity",
            "expires_in_seconds",
            "resource",
            "description");
    if (hold.getString("destination").startsWith("+999")) {
      PeerServer.refuse(exchange, 422, "validation_error", "destination has no price");
    } else if (take(hold.getString("organization_id"), hold.getLong("quantity"))) {
      put(hold.put("status", "open").put("extensions", 0));
      PeerServer.answer(exchange, 201, hold);
    } else {
      PeerServer.refuse(exchange, 402, "insufficient_balance", "There is too little.");
    }
  }

  private synchronized void put(JsonObject hold) {
    holds.put(hold.getString("hold_id"), hold);
  }

  private synchronized boolean take(String organization, long seconds) {
    BigDecimal amount = SECOND.multiply(BigDecimal.valueOf(seconds));
    BigDecimal available = balances.getOrDefault(organization, RICH);
    if (available.compareTo(amount) < 0) {
      return false;
    }
    balances.put(organization, available.subtract(amount));
    return true;
  }

  private void operate(HttpExchange exchange, String id, String operation) throws IOException {
    JsonObject hold = find(id);
    if (hold == null) {
      PeerServer.refuse(exchange, 404, "not_found", "There is no such hold.");
      return;
    }
    switch (operation) {
      case "extensions" -> {
        JsonObject body =
            PeerServer.body(exchange, "operation_id", "quantity", "expires_in_seconds");
        if (take(hold.getString("organization_id"), body.getLong("quantity"))) {
          hold.put("extensions", hold.getInteger("extensions") + 1);
          PeerServer.answer(exchange, 201, hold);
        } else {
          PeerServer.refuse(exchange, 402, "insufficient_balance", "There is too little.");
        }
      }
      case "captures" -> {
        long seconds =
            PeerServer.body(exchange, "operation_id", "quantity", "final").getLong("quantity");
        String captured = SECOND.multiply(BigDecimal.valueOf(seconds)).toPlainString();
        PeerServer.answer(
            exchange, 201, hold.copy().put("captured", captured).put("currency", "USD"));
      }
      default -> {
        PeerServer.body(exchange, "operation_id");
        hold.put("status", "released");
        PeerServer.answer(exchange, 200, hold);
      }
    }
  }

  private synchronized JsonObject find(String id) {
    return holds.get(id);
  }
}
