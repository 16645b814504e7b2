package com.jagcall.local.gateway;

import com.jagcall.common.request.RequestId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
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

  /**
   * Answers with the envelope, unless an answer has begun or nobody is there to read it.
   *
   * @param status 400, 404, 405, 413 or 503
   */
  void refuse(int status) {
    HttpServerResponse response = response();
    if (response.headWritten() || response.closed()) {
      response.reset();
      return;
    }
    Buffer body = Envelope.writeHead(response, status, id);
    boolean isWhole = request.isEnded();
    if (!isWhole) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (request.method() == HttpMethod.HEAD) {
      response.end();
    } else if (isWhole) {
      response.end(body);
    } else {
      response.write(body);
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
