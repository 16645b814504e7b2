package com.jagcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one address of the suite on this machine. It chooses a service by path, spreads requests over
 * its replicas and passes answers on as they come; what it refuses, it refuses with the API's error
 * envelope. It listens on the loopback addresses only, IPv4 and IPv6: "localhost" means either.
 */
public final class Gateway implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOOPBACK_6 = "::1";
  private static final int START_TIMEOUT_SECONDS = 30;

  private final Vertx vertx;
  private final RouteTable routes;
  private final Limits limits;
  private final Forwarder forwarder;
  private final WebSocketTunnel tunnel;
  private final List<HttpServer> servers = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean draining;

  private Gateway(RouteTable routes, Limits limits) {
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                // The gateway serves no files: nothing to unpack into a temporary folder.
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.routes = routes;
    this.limits = limits;
    Connector connector = new Connector(vertx.createHttpClient(clientOptions(), pool()), limits);
    this.forwarder = new Forwarder(vertx, connector, limits);
    this.tunnel = new WebSocketTunnel(connector);
  }

  /**
   * Starts a gateway and returns when it listens.
   *
   * @param port 0 takes any free one
   * @throws BindException when the port is in use
   */
  public static Gateway start(int port, RouteTable routes, Limits limits) throws IOException {
    Gateway gateway = new Gateway(routes, limits);
    try {
      gateway.listen(port);
      return gateway;
    } catch (IOException | RuntimeException failure) {
      gateway.closeAtOnce();
      throw failure;
    }
  }

  public int port() {
    return servers.get(0).actualPort();
  }

  /** Takes no more requests, lets those that run finish for a while, and closes. */
  @Override
  public void close() {
    draining = true;
    Promise<Void> drained = Promise.promise();
    long deadline = System.nanoTime() + limits.drainTimeout().toNanos();
    vertx.setPeriodic(
        20,
        timer -> {
          if (running.get() == 0 || System.nanoTime() - deadline > 0) {
            vertx.cancelTimer(timer);
            drained.complete();
          }
        });
    try {
      await(drained.future());
    } catch (IOException neverMind) {
      // Closing goes on: whoever is still connected is cut off.
    }
    closeAtOnce();
  }

  private void closeAtOnce() {
    try {
      await(vertx.close());
    } catch (IOException neverMind) {
      // The process ends next and takes the sockets with it.
    }
  }

  private void listen(int port) throws IOException {
    servers.add(await(newServer(LOOPBACK).listen(port, LOOPBACK)));
    try {
      servers.add(await(newServer(LOOPBACK_6).listen(port(), LOOPBACK_6)));
    } catch (BindException inUse) {
      if (String.valueOf(inUse.getMessage()).contains("in use")) {
        throw inUse;
      }
      // A machine without IPv6 has one loopback address; that one is enough.
    }
  }

  private HttpServer newServer(String host) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(false)
            .setMaxHeaderSize(Limits.MAX_HEADER_BYTES)
            .setMaxInitialLineLength(Limits.MAX_REQUEST_LINE_BYTES)
            .setIdleTimeout((int) limits.idleTimeout().toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::handle)
        .invalidRequestHandler(this::refuseInvalid);
  }

  private HttpClientOptions clientOptions() {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setConnectTimeout((int) limits.connectTimeout().toMillis())
        .setMaxHeaderSize(Limits.MAX_ANSWER_HEADER_BYTES)
        .setKeepAliveTimeout(30);
  }

  private static PoolOptions pool() {
    return new PoolOptions()
        .setHttp1MaxSize(Limits.MAX_CONNECTIONS_TO_REPLICA)
        .setMaxWaitQueueSize(Limits.MAX_WAITING_FOR_REPLICA);
  }

  private void refuseInvalid(HttpServerRequest request) {
    Exchange exchange = new Exchange(vertx, request, () -> {});
    request
        .response()
        .end(Envelope.writeHead(request.response(), 400, exchange.id()))
        .onComplete(written -> request.connection().close());
  }

  private void handle(HttpServerRequest request) {
    running.incrementAndGet();
    Exchange exchange = new Exchange(vertx, request, running::decrementAndGet);
    if (draining) {
      exchange.refuse(503);
      return;
    }
    if (request.method().equals(HttpMethod.CONNECT)) {
      exchange.refuse(405);
      return;
    }
    RequestTarget target = RequestTarget.of(request.uri());
    switch (target.verdict()) {
      case MALFORMED -> exchange.refuse(400);
      case HIDDEN -> exchange.refuse(404);
      case ROUTABLE -> route(exchange, routes.upstreamOf(target.path()));
    }
  }

  private void route(Exchange exchange, Upstream upstream) {
    HttpServerRequest request = exchange.request();
    if (request.authority() == null || !RequestBody.isFramedAsWeReadIt(request)) {
      exchange.refuse(400);
    } else if (WebSocketTunnel.isWanted(request)) {
      tunnel.open(exchange, upstream);
    } else {
      RequestBody.read(vertx, request, limits)
          .onSuccess(body -> forwarder.forward(exchange, upstream, body))
          .onFailure(cause -> exchange.refuse(cause instanceof RequestBody.TooLarge ? 413 : 400));
    }
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(failure.getCause());
    } catch (TimeoutException late) {
      throw new IOException("the gateway did not become ready", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
