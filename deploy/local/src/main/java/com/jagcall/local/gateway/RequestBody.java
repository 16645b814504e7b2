package com.jagcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Reads a request body whole before anything is sent on. A body is small (see {@link Limits}), and
 * so one that is too long is refused before a service has seen half of it, and a replica that is
 * down can be replaced by the next one with nothing lost.
 */
final class RequestBody {

  /** The body is longer than allowed. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super("request body too large", null, false, false);
    }
  }

  /** The body did not come in time, or the client went away. */
  static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1;

    Incomplete(Throwable cause) {
      super("request body incomplete", cause, false, false);
    }
  }

  private RequestBody() {}

  /**
   * Whether the body's end is told by its length or by chunks alone (RFC 9112, 6.1). With any other
   * coding the decoder would take the body for the next request.
   */
  static boolean isFramedAsWeReadIt(HttpServerRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    return codings.isEmpty() || codings.size() == 1 && "chunked".equalsIgnoreCase(codings.get(0));
  }

  static Future<Buffer> read(Vertx vertx, HttpServerRequest request, Limits limits) {
    if (declaresMoreThan(limits.maxBodyBytes(), request)) {
      return Future.failedFuture(new TooLarge());
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(
        piece -> {
          if (body.length() + (long) piece.length() > limits.maxBodyBytes()) {
            whole.tryFail(new TooLarge());
          } else if (!whole.future().isComplete()) {
            body.appendBuffer(piece);
          }
        });
    request.exceptionHandler(cause -> whole.tryFail(new Incomplete(cause)));
    request.endHandler(end -> whole.tryComplete(body));
    long timer =
        vertx.setTimer(
            limits.bodyTimeout().toMillis(), late -> whole.tryFail(new Incomplete(null)));
    return whole.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private static boolean declaresMoreThan(long maxBytes, HttpServerRequest request) {
    String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // The HTTP decoder has refused everything that is not a number; nineteen digits may overflow.
    return declared != null && (declared.length() > 18 || Long.parseLong(declared) > maxBytes);
  }
}
