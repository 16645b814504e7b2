package com.jagcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Sends a request on and the answer back, piece by piece as it comes. */
final class Forwarder {

  private final Vertx vertx;
  private final Connector connector;
  private final Limits limits;

  Forwarder(Vertx vertx, Connector connector, Limits limits) {
    this.vertx = vertx;
    this.connector = connector;
    this.limits = limits;
  }

  void forward(Exchange exchange, Upstream upstream, Buffer body) {
    List<Replica> candidates = new ArrayList<>(upstream.inTurn());
    // A kept connection may be closed by the service in the moment it is used again; so even a
    // single replica gets a second chance.
    candidates.addAll(candidates.size() == 1 ? List.copyOf(candidates) : List.of());
    send(exchange, body, candidates.iterator())
        .onSuccess(
            answer -> {
              if (isStopping(answer)) {
                exchange.refuse(503);
              } else {
                relay(exchange, answer);
              }
            })
        .onFailure(cause -> exchange.refuse(503));
  }

  private Future<HttpClientResponse> send(
      Exchange exchange, Buffer body, Iterator<Replica> candidates) {
    return connector
        .connect(exchange.request(), candidates)
        .compose(
            connection ->
                exchange(exchange, connection, body)
                    .compose(
                        answer -> {
                          if (!isStopping(answer) || !candidates.hasNext()) {
                            return Future.succeededFuture(answer);
                          }
                          connection.replica().refused();
                          answer.resume();
                          return send(exchange, body, candidates);
                        })
                    .recover(
                        cause ->
                            exchange.isSafe()
                                    && candidates.hasNext()
                                    && !exchange.isClientGone()
                                    && !(cause instanceof TimeoutException)
                                ? send(exchange, body, candidates)
                                : Future.failedFuture(cause)));
  }

  private Future<HttpClientResponse> exchange(
      Exchange exchange, Connector.Connection connection, Buffer body) {
    HttpClientRequest request = connection.request();
    if (exchange.isClientGone()) {
      request.reset();
      return Future.failedFuture("the client is gone");
    }
    exchange.response().closeHandler(clientIsGone -> abandon(exchange, request));
    Headers.toUpstream(exchange.request(), exchange.id(), request.headers());
    Promise<HttpClientResponse> head = Promise.promise();
    long timer =
        vertx.setTimer(
            limits.answerTimeout().toMillis(),
            late -> {
              head.tryFail(new TimeoutException("no answer in time"));
              request.reset();
            });
    (hasBody(exchange, body) ? request.send(body) : request.send())
        .onSuccess(
            answer -> {
              answer.pause();
              connection.replica().answered();
              head.tryComplete(answer);
            })
        .onFailure(head::tryFail);
    return head.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /**
   * Whether a replica says that it was told to stop: Quarkus does so in the place of the service,
   * whose own refusals have a body. Nothing was done with the request.
   */
  private static boolean isStopping(HttpClientResponse answer) {
    return answer.statusCode() == 503
        && "0".equals(answer.getHeader(HttpHeaders.CONTENT_LENGTH))
        && "close".equalsIgnoreCase(answer.getHeader(HttpHeaders.CONNECTION));
  }

  private static boolean hasBody(Exchange exchange, Buffer body) {
    return body.length() > 0 || exchange.request().headers().contains(HttpHeaders.CONTENT_LENGTH);
  }

  private static void abandon(Exchange exchange, HttpClientRequest request) {
    request.reset();
    exchange.over();
  }

  /** Also for websockets that a service did not want: the refusal is an ordinary answer. */
  static void relay(Exchange exchange, HttpClientResponse answer) {
    HttpServerResponse response = exchange.response();
    if (response.closed()) {
      answer.request().reset();
      return;
    }
    response.setStatusCode(answer.statusCode());
    response.setStatusMessage(answer.statusMessage());
    Headers.toClient(answer.headers(), exchange.id(), response.headers());
    if (mayHaveBody(exchange, answer) && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    if (isEventStream(answer)) {
      // Whoever waits for running requests need not wait for this one.
      exchange.over();
      response.writeHead();
    }
    answer
        .pipe()
        .endOnFailure(false)
        .to(response)
        .onFailure(
            cause -> {
              // Half an answer must not look like a whole one.
              answer.request().reset();
              response.reset();
            });
  }

  private static boolean mayHaveBody(Exchange exchange, HttpClientResponse answer) {
    int status = answer.statusCode();
    return exchange.request().method() != HttpMethod.HEAD && status != 204 && status != 304;
  }

  private static boolean isEventStream(HttpClientResponse answer) {
    String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith("text/event-stream");
  }
}
