package com.jagcall.webhooks.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A receiver that costs little: remembers when each webhook-id came, and is silent at {@code
 * /dead}.
 */
final class Sink implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger count = new AtomicInteger();
  private final ConcurrentHashMap<String, Long> nanos = new ConcurrentHashMap<>();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  Sink() throws Exception {
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setAcceptBacklog(2_000))
            .requestHandler(
                request -> {
                  String id = request.getHeader("webhook-id");
                  if (dead.contains(request.path())) {
                    return;
                  }
                  nanos.put(id, System.nanoTime());
                  count.incrementAndGet();
                  request.response().end();
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  void kill(String path) {
    dead.add(path);
  }

  int count() {
    return count.get();
  }

  /** When it came, or null. */
  Long at(String id) {
    return nanos.get(id);
  }

  @Override
  public void close() {
    vertx.close();
  }
}
