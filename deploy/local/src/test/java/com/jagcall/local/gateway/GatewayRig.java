package com.jagcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gateway with small services behind it, and clients polite and rude in front. */
final class GatewayRig implements AutoCloseable {

  static final Limits LIMITS =
      new Limits(
          1 << 20,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  final Vertx vertx = Vertx.vertx();
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<RouteTable.Route> routes = new ArrayList<>();
  Gateway gateway;

  /** A service on a free port. */
  HttpServer serve(Handler<HttpServerRequest> handler) {
    return await(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"));
  }

  static URI addressOf(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  GatewayRig route(String prefix, URI... replicas) {
    routes.add(new RouteTable.Route(prefix, new Upstream(List.of(replicas))));
    return this;
  }

  GatewayRig start() throws IOException {
    return start(LIMITS);
  }

  GatewayRig start(Limits limits) throws IOException {
    gateway = Gateway.start(0, new RouteTable(routes), limits);
    return this;
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url(path)).build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Sends bytes as they are and reads until the gateway closes or nothing comes for a second. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return readAll(socket.getInputStream());
    }
  }

  static String readAll(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8_192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      }
    } catch (SocketTimeoutException nothingMore) {
      return text.toString();
    }
    return text.toString();
  }

  /** The error member of an envelope. */
  static JsonObject error(String body) {
    return new JsonObject(body).getJsonObject("error");
  }

  <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public void close() {
    if (gateway != null) {
      gateway.close();
    }
    await(vertx.close());
  }
}
