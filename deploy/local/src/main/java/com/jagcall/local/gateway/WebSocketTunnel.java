package com.jagcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.util.Locale;

/** Connects a client and a service that agree on a websocket (RFC 6455), and stays out of it. */
final class WebSocketTunnel {

  private final Connector connector;

  WebSocketTunnel(Connector connector) {
    this.connector = connector;
  }

  static boolean isWanted(HttpServerRequest request) {
    return request.method() == HttpMethod.GET
        && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
        && request.headers().getAll(HttpHeaders.CONNECTION).stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
  }

  void open(Exchange exchange, Upstream upstream) {
    connector
        .connect(exchange.request(), upstream.inTurn().iterator())
        .compose(connection -> shakeHands(exchange, connection.request()))
        .onSuccess(answer -> answered(exchange, answer))
        .onFailure(cause -> exchange.refuse(503));
  }

  private static Future<HttpClientResponse> shakeHands(
      Exchange exchange, HttpClientRequest request) {
    exchange.response().closeHandler(clientIsGone -> abandon(exchange, request));
    Headers.toUpstream(exchange.request(), exchange.id(), request.headers());
    upgrade(request.headers());
    return request.connect();
  }

  private static void abandon(Exchange exchange, HttpClientRequest request) {
    request.reset();
    exchange.over();
  }

  private static void answered(Exchange exchange, HttpClientResponse answer) {
    if (answer.statusCode() != 101) {
      Forwarder.relay(exchange, answer);
      return;
    }
    NetSocket service = answer.netSocket();
    service.pause();
    Headers.toClient(answer.headers(), exchange.id(), exchange.response().headers());
    upgrade(exchange.response().headers());
    exchange.response().setStatusCode(101);
    exchange
        .request()
        .toNetSocket()
        .onSuccess(
            client -> {
              exchange.over();
              join(client, service);
            })
        .onFailure(cause -> service.close());
  }

  private static void join(NetSocket client, NetSocket service) {
    client.closeHandler(closed -> service.close());
    service.closeHandler(closed -> client.close());
    client.pipeTo(service);
    service.pipeTo(client);
  }

  private static void upgrade(MultiMap headers) {
    headers.set(HttpHeaders.CONNECTION, "Upgrade");
    headers.set(HttpHeaders.UPGRADE, "websocket");
  }
}
