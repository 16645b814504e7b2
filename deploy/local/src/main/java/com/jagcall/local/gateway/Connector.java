package com.jagcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Iterator;

/** Finds a replica that takes a connection. */
final class Connector {

  /** A connection on which nothing has been sent yet. */
  record Connection(Replica replica, HttpClientRequest request) {}

  /** No replica took a connection. */
  static final class NobodyThere extends Exception {
    private static final long serialVersionUID = 1;

    NobodyThere(Throwable cause) {
      super("no replica takes a connection", cause, false, false);
    }
  }

  private final HttpClient client;
  private final Limits limits;

  Connector(HttpClient client, Limits limits) {
    this.client = client;
    this.limits = limits;
  }

  /** Takes replicas from {@code candidates} until one is there. */
  Future<Connection> connect(HttpServerRequest request, Iterator<Replica> candidates) {
    return connect(request, candidates, null);
  }

  private Future<Connection> connect(
      HttpServerRequest request, Iterator<Replica> candidates, Throwable lastCause) {
    if (!candidates.hasNext()) {
      return Future.failedFuture(new NobodyThere(lastCause));
    }
    Replica replica = candidates.next();
    return client
        .request(options(request, replica))
        .map(connected -> new Connection(replica, connected))
        .recover(
            cause -> {
              replica.refused();
              return connect(request, candidates, cause);
            });
  }

  private RequestOptions options(HttpServerRequest request, Replica replica) {
    return new RequestOptions()
        .setHost(replica.host())
        .setPort(replica.port())
        .setMethod(request.method())
        .setURI(request.uri())
        .setConnectTimeout(limits.connectTimeout().toMillis());
  }
}
