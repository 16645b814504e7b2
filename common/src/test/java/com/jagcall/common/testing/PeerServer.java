package com.jagcall.common.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;

/** The HTTP of a service that stands in for a real one, and is strict about what it is sent. */
public final class PeerServer {
  private PeerServer() {}

  public static HttpServer create() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newCachedThreadPool());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String url(HttpServer server) {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The body, whatever it holds. */
  static JsonObject body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
  }

  /** The body, which must have exactly these members. */
  public static JsonObject body(HttpExchange exchange, String... members) throws IOException {
    JsonObject body = body(exchange);
    if (!body.fieldNames().equals(Set.of(members))) {
      throw new IllegalArgumentException("members are " + new TreeSet<>(body.fieldNames()));
    }
    return body;
  }

  /** Refuses whoever is not the service {@code issuer} speaking to {@code audience}. */
  public static boolean isAllowed(HttpExchange exchange, String issuer, String audience) {
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String[] parts = header.replace("Bearer ", "").split("\\.");
    if (parts.length != 3) {
      return false;
    }
    JsonObject claims =
        new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    return issuer.equals(claims.getString("iss"))
        && "service".equals(claims.getString("use"))
        && String.valueOf(claims.getValue("aud")).contains(audience);
  }

  public static void refuse(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    JsonObject error =
        new JsonObject().put("code", code).put("message", message).put("status", status);
    answer(exchange, status, new JsonObject().put("error", error));
  }

  public static void answer(HttpExchange exchange, int status, JsonObject answer)
      throws IOException {
    byte[] body = answer.encode().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
