package com.jagcall.messaging.testing;

import com.jagcall.common.id.Ids;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks for numbers-service: knows the numbers that a test gives somebody. */
public final class NumbersDouble {
  private static final AtomicInteger NEXT = new AtomicInteger(2_000_000);

  private final HttpServer server = PeerServer.create();
  private final Map<String, JsonObject> numbers = new ConcurrentHashMap<>();
  private volatile boolean away;

  NumbersDouble() {
    server.createContext("/internal/phone-numbers/", this::find);
    server.start();
  }

  String url() {
    return PeerServer.url(server);
  }

  void stop() {
    server.stop(0);
  }

  /** A new number of an organization in a mode, for voice and SMS. */
  public String give(String organization, String mode, String agentId) {
    return give("+1212" + NEXT.getAndIncrement(), organization, mode, agentId);
  }

  /** Gives a number to an organization. */
  public String give(String number, String organization, String mode, String agentId) {
    put(
        number,
        mode,
        new JsonObject()
            .put("id", Ids.next("pn_"))
            .put("phone_number", number)
            .put("organization_id", organization)
            .put("mode", mode)
            .put("agent_id", agentId)
            .put("capabilities", new JsonArray().add("voice").add("sms"))
            .put("status", "active"));
    return number;
  }

  /** From now on a live number is so. */
  public void change(String number, String member, Object value) {
    put(number, "live", numbers.get("live " + number).copy().put(member, value));
  }

  private void put(String number, String mode, JsonObject owned) {
    numbers.put(mode + " " + number, owned);
  }

  /** While away, everything is answered with 503. */
  public void setAway(boolean isAway) {
    away = isAway;
  }

  private void find(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getQuery();
    JsonObject owned =
        numbers.get(query.replace("mode=", "") + " " + path.substring(path.lastIndexOf('/') + 1));
    if (away) {
      PeerServer.refuse(exchange, 503, "service_unavailable", "Away.");
    } else if (!PeerServer.isAllowed(exchange, "numbers-service")) {
      PeerServer.refuse(exchange, 401, "invalid_api_key", "Not allowed.");
    } else if (owned == null) {
      PeerServer.refuse(exchange, 404, "not_found", "There is no such resource.");
    } else {
      PeerServer.answer(exchange, 200, owned);
    }
  }
}
