package com.jagcall.common.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Speaks for billing-service to one other: holds against balances that a test sets, their
 * extension, capture and release, and ratings. Captures and releases come as events, too. Strict
 * about what it is sent.
 */
public final class BillingDouble {
  private static final BigDecimal RICH = new BigDecimal("1000000");
  private static final Set<String> ALWAYS =
      Set.of("hold_id", "organization_id", "mode", "expires_in_seconds", "resource", "description");
  private static final Set<String> SOMETIMES =
      Set.of("amount", "product", "destination", "quantity");

  private final String caller;
  private final Map<String, String> priceList;
  private final Predicate<JsonObject> rules;
  private final HttpServer server = PeerServer.create();
  private final ReceiverDouble receiver = ReceiverDouble.on(server);
  private final Map<String, BigDecimal> balances = new HashMap<>();
  private final Map<String, JsonObject> holds = new LinkedHashMap<>();
  private final Map<String, String> prices = new HashMap<>();
  private boolean away;
  private Runnable onHold = () -> {};

  /**
   * @param caller whose requests are taken
   * @param priceList dollars a unit, by product
   * @param rules what this caller's holds are like; others are refused with 400
   */
  public BillingDouble(String caller, Map<String, String> priceList, Predicate<JsonObject> rules) {
    this.caller = caller;
    this.priceList = priceList;
    this.rules = rules;
    server.createContext("/internal/holds", this::holds);
    server.createContext("/internal/ratings", this::ratings);
    server.start();
    reset();
  }

  public String url() {
    return PeerServer.url(server);
  }

  public void stop() {
    server.stop(0);
  }

  /** As at the start: everybody is rich, and every product has its price. */
  public synchronized void reset() {
    balances.clear();
    prices.clear();
    prices.putAll(priceList);
    away = false;
    onHold = () -> {};
  }

  /** Forgets the events that came. */
  public void forgetEvents() {
    receiver.reset();
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
        .map(JsonObject::copy)
        .toList();
  }

  /** The hold for a resource: a call, a message, a number. */
  public JsonObject hold(String organization, String resourceId) {
    return holds(organization).stream()
        .filter(hold -> hold.getJsonObject("resource").getString("id").equals(resourceId))
        .findFirst()
        .orElseThrow();
  }

  /** How many holds of a status ({@code active}, {@code released}) an organization has. */
  public long count(String organization, String status) {
    return holds(organization).stream()
        .filter(hold -> hold.getString("status").equals(status))
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
    try {
      if (isRefused(exchange)) {
        return;
      }
      if (path.length == 3) {
        hold(exchange);
      } else {
        operate(exchange, path[3], path[4]);
      }
    } catch (IllegalArgumentException e) {
      PeerServer.refuse(exchange, 400, "invalid_request", e.getMessage());
    }
  }

  private boolean isRefused(HttpExchange exchange) throws IOException {
    if (isAway()) {
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
      return true;
    }
    if (!PeerServer.isAllowed(exchange, caller, "billing-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
      return true;
    }
    return false;
  }

  private synchronized boolean isAway() {
    return away;
  }

  private void hold(HttpExchange exchange) throws IOException {
    JsonObject hold = PeerServer.body(exchange);
    boolean isRight =
        hold.fieldNames().containsAll(ALWAYS)
            && hold.fieldNames().stream()
                .allMatch(name -> ALWAYS.contains(name) || SOMETIMES.contains(name))
            && hold.getString("hold_id").matches("[A-Za-z0-9_]{1,64}")
            && !hold.getString("description").isEmpty()
            && rules.test(hold);
    if (!isRight) {
      throw new IllegalArgumentException(hold.encode());
    }
    hook().run();
    if (!hold.containsKey("amount")) {
      BigDecimal amount = price(hold, hold);
      if (amount == null) {
        PeerServer.refuse(exchange, 422, "validation_error", "product has no price");
        return;
      }
      hold.put("amount", amount.toPlainString());
    }
    if (place(hold)) {
      PeerServer.answer(exchange, 201, hold);
    } else {
      insufficient(exchange, hold.getString("amount"), hold);
    }
  }

  private synchronized Runnable hook() {
    return onHold;
  }

  /** Nothing is sold to +8 and +999. */
  private synchronized BigDecimal price(JsonObject hold, JsonObject quantity) {
    String price = prices.get(hold.getString("product"));
    String destination = String.valueOf(hold.getString("destination"));
    return price == null || destination.matches("\\+(8|999).*")
        ? null
        : new BigDecimal(price).multiply(BigDecimal.valueOf(quantity.getLong("quantity")));
  }

  /** A repetition of what was placed is placed. */
  private synchronized boolean place(JsonObject hold) {
    if (holds.containsKey(hold.getString("hold_id"))) {
      return true;
    }
    boolean isTaken =
        take(hold.getString("organization_id"), new BigDecimal(hold.getString("amount")));
    if (isTaken) {
      holds.put(hold.getString("hold_id"), hold.put("status", "active").put("extensions", 0));
    }
    return isTaken;
  }

  private synchronized boolean take(String organization, BigDecimal amount) {
    BigDecimal available = balance(organization);
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
      case "extensions" ->
          extend(
              exchange,
              hold,
              PeerServer.body(exchange, "operation_id", "quantity", "expires_in_seconds"));
      case "captures" -> {
        JsonObject body = PeerServer.body(exchange, "operation_id", "quantity", "final");
        String captured = price(hold, body).toPlainString();
        PeerServer.answer(
            exchange, 201, hold.copy().put("captured", captured).put("currency", "USD"));
      }
      case "release" -> {
        PeerServer.body(exchange, "operation_id");
        PeerServer.answer(exchange, 200, release(hold));
      }
      default -> PeerServer.refuse(exchange, 404, "not_found", "There is no such resource.");
    }
  }

  private void extend(HttpExchange exchange, JsonObject hold, JsonObject body) throws IOException {
    BigDecimal amount = price(hold, body);
    if (take(hold.getString("organization_id"), amount)) {
      hold.put("extensions", hold.getInteger("extensions") + 1);
      PeerServer.answer(exchange, 201, hold);
    } else {
      insufficient(exchange, amount.toPlainString(), hold);
    }
  }

  private void insufficient(HttpExchange exchange, String amount, JsonObject hold)
      throws IOException {
    String available = balance(hold.getString("organization_id")).toPlainString();
    PeerServer.refuse(
        exchange,
        402,
        "insufficient_balance",
        "%s USD were asked for, %s USD are available.".formatted(amount, available));
  }

  private synchronized JsonObject find(String id) {
    return holds.get(id);
  }

  private synchronized JsonObject release(JsonObject hold) {
    if (hold.getString("status").equals("active")) {
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
    BigDecimal price = price(question, question);
    if (price == null) {
      PeerServer.refuse(exchange, 422, "validation_error", "product has no price");
    } else {
      PeerServer.answer(
          exchange,
          200,
          new JsonObject()
              .put("amount", price.toPlainString())
              .put("currency", "USD")
              .put("price_id", "x"));
    }
  }
}
