package com.jagcall.messaging.testing;

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
 * Speaks for billing-service: holds against a balance that a test sets, releases. Captures and
 * releases of what was accepted come as events.
 */
public final class BillingDouble {
  private static final BigDecimal RICH = new BigDecimal("1000000");
  private static final BigDecimal SEGMENT = new BigDecimal("0.0079");

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

  /** As at the start: everybody is rich. */
  public synchronized void reset() {
    balances.clear();
    away = false;
  }

  /** Forgets the events that came. */
  public void forgetEvents() {
    receiver.reset();
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
        .toList();
  }

  /** How many holds of an organization were let go at once, by a request. */
  public long countReleased(String organization) {
    return holds(organization).stream()
        .filter(hold -> "released".equals(hold.getString("status")))
        .count();
  }

  /** The events of a type that were sent about an organization's holds. */
  public List<JsonObject> events(String organization, String type) {
    List<String> ids = holds(organization).stream().map(hold -> hold.getString("hold_id")).toList();
    return receiver.payloads(type).stream()
        .filter(event -> ids.contains(event.getString("hold_id")))
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
      PeerServer.body(exchange, "operation_id");
      PeerServer.answer(exchange, 200, release(path[3]));
    }
  }

  private synchronized boolean isAway() {
    return away;
  }

  private void hold(HttpExchange exchange) throws IOException {
    JsonObject hold;
    try {
      hold =
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
      check(hold);
    } catch (IllegalArgumentException e) {
      PeerServer.refuse(exchange, 400, "invalid_request", e.getMessage());
      return;
    }
    if (String.valueOf(hold.getString("destination")).startsWith("+8")) {
      PeerServer.refuse(exchange, 422, "validation_error", "product has no price");
      return;
    }
    BigDecimal missing = place(hold);
    if (missing == null) {
      PeerServer.answer(exchange, 201, hold);
    } else {
      PeerServer.refuse(
          exchange,
          402,
          "insufficient_balance",
          "%s USD were asked for, %s USD are available."
              .formatted(hold.getString("amount"), missing.toPlainString()));
    }
  }

  private static void check(JsonObject hold) {
    boolean isRight =
        hold.getString("hold_id").matches("[A-Za-z0-9_]{1,64}")
            && hold.getString("product").matches("sms_(out|in)bound")
            && hold.getInteger("quantity") >= 1
            && hold.getInteger("expires_in_seconds") == 86_400
            && hold.getString("mode").equals("live")
            && hold.getJsonObject("resource").getString("type").equals("sms")
            && hold.getJsonObject("resource").getString("id").startsWith("sms_")
            && !hold.getString("description").isEmpty();
    if (!isRight) {
      throw new IllegalArgumentException(hold.encode());
    }
  }

  /** Null when it was placed, else what is available. */
  private synchronized BigDecimal place(JsonObject hold) {
    String organization = hold.getString("organization_id");
    BigDecimal amount = SEGMENT.multiply(BigDecimal.valueOf(hold.getInteger("quantity")));
    hold.put("amount", amount.toPlainString());
    BigDecimal available = balances.getOrDefault(organization, RICH);
    if (available.compareTo(amount) < 0) {
      return available;
    }
    if (holds.putIfAbsent(hold.getString("hold_id"), hold.put("status", "active")) == null) {
      balances.put(organization, available.subtract(amount));
    }
    return null;
  }

  private synchronized JsonObject release(String id) {
    JsonObject hold = holds.get(id).put("status", "released");
    balances.merge(
        hold.getString("organization_id"),
        new BigDecimal(hold.getString("amount")),
        BigDecimal::add);
    return hold;
  }
}
