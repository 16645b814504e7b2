package com.jagcall.local.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request, its name, and the answers the gateway gives by itself. */
final class Exchange {

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final String id;
  private final Runnable whenOver;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param whenOver called once: when the answer is complete, the client is gone, or the exchange
   *     has become a stream that nobody should wait for
   */
  Exchange(Vertx vertx, HttpServerRequest request, Runnable whenOver) {
    this.vertx = vertx;
    this.request = request;
    this.id = RequestId.of(request.getHeader(RequestId.HEADER));
    this.whenOver = whenOver;
    HttpServerResponse response = request.response();
    response.exceptionHandler(clientIsGone -> over());
    response.closeHandler(clientIsGone -> over());
    response.endHandler(complete -> over());
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  String id() {
    return id;
  }

  boolean isSafe() {
    return switch (request.method().name()) {
      case "GET", "HEAD", "OPTIONS" -> true;
      default -> false;
    };
  }

  boolean isClientGone() {
    return response().closed();
  }

  void over() {
    if (over.compareAndSet(false, true)) {
      whenOver.run();
    }
  }

  /** Answers with the envelope, unless an answer has begun or nobody is there to read it. */
  void refuse(Envelope envelope) {
    HttpServerResponse response = response();
    if (response.headWritten() || response.closed()) {
      response.reset();
      return;
    }
    if (request.isEnded()) {
      envelope.write(response, id);
      response.end();
    } else {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      envelope.write(response, id);
      discardBodyThenClose();
    }
  }

  /**
   * A client that is still sending would get a reset connection instead of the answer if this
   * closed at once; so what it sends is read and thrown away, within bounds.
   */
  private void discardBodyThenClose() {
    HttpServerResponse response = response();
    Runnable close =
        () -> {
          if (!response.ended() && !response.closed()) {
            response.end().onComplete(written -> request.connection().close());
          }
        };
    long timer = vertx.setTimer(Limits.DISCARD_TIMEOUT.toMillis(), late -> close.run());
    long[] discarded = {0};
    request.exceptionHandler(clientIsGone -> vertx.cancelTimer(timer));
    request.handler(
        piece -> {
          discarded[0] += piece.length();
          if (discarded[0] > Limits.MAX_DISCARDED_BYTES) {
            vertx.cancelTimer(timer);
            close.run();
          }
        });
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          close.run();
        });
    request.resume();
  }
}
