package com.jagcall.numbers.testing;

import com.jagcall.common.testing.PeerServer;
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
 * Speaks for billing-service: holds against a balance that a test sets, releases, and the price of
 * a number by its type. Captures come as events.
 */
public final class BillingDouble {
  private static final BigDecimal RICH = new BigDecimal("1000000");

  private final HttpServer server = PeerServer.create();
  private final ReceiverDouble receiver = ReceiverDouble.on(server);
  private final Map<String, BigDecimal> balances = new HashMap<>();
  private final Map<String, JsonObject> holds = new LinkedHashMap<>();
  private final Map<String, String> prices = new HashMap<>();
  private boolean away;
  private Runnable onHold = () -> {};

  BillingDouble() {
    server.createContext("/internal/holds", this::holds);
    server.createContext("/internal/ratings", this::ratings);
    server.start();
    reset();
  }

  String url() {
    return PeerServer.url(server);
  }

  void stop() {
    server.stop(0);
  }

  /** As at the start: everybody is rich, and every type has a price. */
  public synchronized void reset() {
    balances.clear();
    prices.clear();
    prices.putAll(
        Map.of("number_local", "1.1500", "number_mobile", "3.0000", "number_toll_free", "2.1500"));
    away = false;
    onHold = () -> {};
  }

  /** What an organization has from now on, in dollars; who was given nothing is rich. */
  public synchronized void setBalance(String organization, String dollars) {
    balances.put(organization, new BigDecimal(dollars));
  }

  /** What it has now, holds taken off. */
  public synchronized BigDecimal balance(String organization) {
    return balances.getOrDefault(organization, RICH);
  }

  /** While away, everything is answered with 503. */
  public synchronized void setAway(boolean isAway) {
    away = isAway;
  }

  /** A price that is not in the list any more. */
  public synchronized void removePrice(String product) {
    prices.remove(product);
  }

  /** Runs this when a hold is asked for, before it is answered. */
  public synchronized void onHold(Runnable action) {
    onHold = action;
  }

  /** What was held for an organization, whatever became of it. */
  public synchronized List<JsonObject> holds(String organization) {
    return holds.values().stream()
        .filter(hold -> hold.getString("organization_id").equals(organization))
        .toList();
  }

  /** How many holds of a status ({@code active}, {@code released}) an organization has. */
  public long count(String organization, String status) {
    return holds(organization).stream()
        .filter(hold -> hold.getString("status").equals(status))
        .count();
  }

  /** The captures that were sent for an organization's holds. */
  public List<JsonObject> captures(String organization) {
    List<String> ids = holds(organization).stream().map(hold -> hold.getString("hold_id")).toList();
    return receiver.payloads("hold.capture").stream()
        .filter(capture -> ids.contains(capture.getString("hold_id")))
        .toList();
  }

  private void holds(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    if (isRefused(exchange)) {
      return;
    }
    if (path.length == 3) {
      hold(exchange);
    } else if (path.length == 5 && path[4].equals("release")) {
      release(exchange, path[3]);
    } else {
      PeerServer.refuse(exchange, 404, "not_found", "There is no such resource.");
    }
  }

  private boolean isRefused(HttpExchange exchange) throws IOException {
    if (isAway()) {
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
      return true;
    }
    if (!PeerServer.isAllowed(exchange, "numbers-service", "billing-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
      return true;
    }
    return false;
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
              "amount",
              "product",
              "quantity",
              "expires_in_seconds",
              "resource",
              "description");
      check(hold);
    } catch (IllegalArgumentException e) {
      PeerServer.refuse(exchange, 400, "invalid_request", e.getMessage());
      return;
    }
    hook().run();
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

  private synchronized Runnable hook() {
    return onHold;
  }

  private static void check(JsonObject hold) {
    boolean isRight =
        hold.getString("hold_id").matches("[A-Za-z0-9_]{1,64}")
            && hold.getString("amount").matches("[0-9]+\\.[0-9]{4}")
            && hold.getString("product").matches("number_(local|mobile|toll_free)")
            && hold.getInteger("quantity") == 1
            && hold.getInteger("expires_in_seconds") == 600
            && hold.getString("mode").matches("live|test")
            && hold.getJsonObject("resource").getString("type").equals("number")
            && hold.getJsonObject("resource").getString("id").startsWith("pn_")
            && !hold.getString("description").isEmpty();
    if (!isRight) {
      throw new IllegalArgumentException(hold.encode());
    }
  }

  /** Null when it was placed, else what is available. */
  private synchronized BigDecimal place(JsonObject hold) {
    String organization = hold.getString("organization_id");
    BigDecimal amount = new BigDecimal(hold.getString("amount"));
    BigDecimal available = balance(organization);
    if (available.compareTo(amount) < 0) {
      return available;
    }
    balances.put(organization, available.subtract(amount));
    holds.put(hold.getString("hold_id"), hold.put("status", "active"));
    return null;
  }

  private void release(HttpExchange exchange, String id) throws IOException {
    PeerServer.body(exchange, "operation_id");
    JsonObject hold = giveBack(id);
    if (hold == null) {
      PeerServer.refuse(exchange, 404, "not_found", "There is no such hold.");
    } else {
      PeerServer.answer(exchange, 200, hold);
    }
  }

  private synchronized JsonObject giveBack(String id) {
    JsonObject hold = holds.get(id);
    if (hold != null && hold.getString("status").equals("active")) {
      hold.put("status", "released");
      balances.merge(
          hold.getString("organization_id"),
          new BigDecimal(hold.getString("amount")),
          BigDecimal::add);
    }
    return hold;
  }

  private void ratings(HttpExchange exchange) throws IOException {
    if (isRefused(exchange)) {
      return;
    }
    JsonObject question = PeerServer.body(exchange, "product", "quantity");
    String price = price(question.getString("product"));
    if (price == null) {
      PeerServer.refuse(exchange, 422, "validation_error", "product has no price");
    } else {
      PeerServer.answer(
          exchange,
          200,
          new JsonObject().put("amount", price).put("currency", "USD").put("price_id", "x"));
    }
  }

  private synchronized String price(String product) {
    return prices.get(product);
  }
}
