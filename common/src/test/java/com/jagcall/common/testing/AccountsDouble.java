package com.jagcall.common.testing;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.id.Ids;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks for accounts-service in the tests of a single service: the same two operations over HTTP,
 * with keys that a test makes. The real one is met in the tests of the whole stack.
 */
public final class AccountsDouble {
  private final HttpServer server;
  private final Map<String, JsonObject> credentials = new ConcurrentHashMap<>();
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final AtomicInteger questions = new AtomicInteger();
  private volatile boolean away;

  private AccountsDouble(HttpServer server) {
    this.server = server;
  }

  static AccountsDouble start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      AccountsDouble accounts = new AccountsDouble(server);
      server.createContext("/internal/credentials/resolve", accounts::resolve);
      server.createContext("/internal/credentials/sync", accounts::sync);
      server.setExecutor(Executors.newFixedThreadPool(4));
      server.start();
      return accounts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    server.stop(0);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** A new organization; its tag is part of its keys. */
  public Organization organization() {
    return new Organization(Ids.next("org_"), Ids.base62(8));
  }

  /** An organization for tests. */
  public record Organization(String id, String tag) {}

  /** A key with all scopes. */
  public ApiKey key(Organization organization, Mode mode) {
    return key(organization, mode, Scope.ALL, null);
  }

  /**
   * A key.
   *
   * @param notAfter when it expires, or null
   */
  public ApiKey key(Organization organization, Mode mode, List<String> scopes, Instant notAfter) {
    ApiKey key = ApiKey.generate(mode, organization.tag());
    credentials.put(
        key.sha256(),
        new JsonObject()
            .put("status", "active")
            .put("credential_id", Ids.next("key_"))
            .put("organization_id", organization.id())
            .put("mode", mode.wire())
            .put("scopes", new JsonArray(scopes))
            .put("not_after", notAfter == null ? null : notAfter.toString())
            .put("limits", new JsonObject()));
    return key;
  }

  /** Gives the key's organization its own limit for one row of the table. */
  public void limit(ApiKey key, String row, int perMinute) {
    credentials.get(key.sha256()).getJsonObject("limits").put(row, perMinute);
  }

  /** Revokes a key; the feed says so from now on. */
  public void revoke(ApiKey key) {
    credentials.get(key.sha256()).put("status", "revoked");
    ends.put(key.sha256(), Instant.now());
  }

  /** While away, every question fails. */
  public void setAway(boolean away) {
    this.away = away;
  }

  /** How often it was asked for a credential. */
  public int questions() {
    return questions.get();
  }

  /** Whether a use of this key has been reported. */
  public boolean hasSeenUseOf(ApiKey key) {
    return used.contains(credentials.get(key.sha256()).getString("credential_id"));
  }

  private void resolve(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    JsonObject question = body(exchange);
    answer(
        exchange,
        credentials.getOrDefault(
            question.getString("hash"),
            new JsonObject()
                .put("status", "unknown")
                .put("scopes", new JsonArray())
                .put("limits", new JsonObject())));
  }

  private void sync(HttpExchange exchange) throws IOException {
    JsonArray uses = body(exchange).getJsonArray("used");
    uses.forEach(use -> used.add(((JsonObject) use).getString("credential_id")));
    JsonArray changed = new JsonArray();
    ends.forEach(
        (hash, end) ->
            changed.add(new JsonObject().put("hash", hash).put("not_after", end.toString())));
    answer(exchange, new JsonObject().put("now", Instant.now().toString()).put("changed", changed));
  }

  private static JsonObject body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    return new JsonObject(new String(body, StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange, JsonObject answer) throws IOException {
    byte[] body = answer.encode().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(away ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
