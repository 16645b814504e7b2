package com.jagcall.calls.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks for numbers-service: knows whose the numbers are that a test gives out. */
public final class NumbersDouble {
  private static final AtomicInteger NEXT = new AtomicInteger(2_000_000);

  private final HttpServer server = PeerServer.create();
  private final Map<String, JsonObject> numbers = new ConcurrentHashMap<>();
  private volatile boolean away;

  NumbersDouble() {
    server.createContext("/internal/phone-numbers", this::find);
    server.start();
  }

  String url() {
    return PeerServer.url(server);
  }

  void stop() {
    server.stop(0);
  }

  /** A number that nobody else has. */
  public static String fresh() {
    return "+1303" + NEXT.getAndIncrement();
  }

  /** A new voice number of an organization in a mode, answered by an agent or, null, by none. */
  public String number(String organization, String mode, String agentId) {
    return number(organization, mode, agentId, new JsonArray().add("voice"), "active");
  }

  /** A new number of any kind. */
  public String number(
      String organization, String mode, String agentId, JsonArray capabilities, String status) {
    String number = fresh();
    numbers.put(
        number,
        new JsonObject()
            .put("id", "pn_" + number.substring(1))
            .put("phone_number", number)
            .put("organization_id", organization)
            .put("mode", mode)
            .put("agent_id", agentId)
            .put("capabilities", capabilities)
            .put("status", status));
    return number;
  }

  /** While away, everything is answered with 503. */
  public void setAway(boolean isAway) {
    away = isAway;
  }

  private void find(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    JsonObject number = numbers.get(path.substring(path.lastIndexOf('/') + 1));
    boolean isTheirs =
        number != null
            && exchange.getRequestURI().getQuery().equals("mode=" + number.getString("mode"));
    if (away) {
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
    } else if (!PeerServer.isAllowed(exchange, "numbers-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
    } else if (!isTheirs) {
      PeerServer.refuse(exchange, 404, "not_found", "There is no such resource.");
    } else {
      PeerServer.answer(exchange, 200, number);
    }
  }
}
