package com.jagcall.webhooks.dispatch;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One request and its answer. The answer's head decides; of the body only the start is waited for,
 * and not long. Used from one thread.
 */
final class Exchange {
  private static final long BODY_MILLIS = 2_000;

  /** An answer longer than this is not read to its end, which costs its connection. */
  private static final long LONGEST_ANSWER = 16_384;

  private static final int FIRST_SUCCESS = 200;
  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_REFUSAL = 400;

  private final Vertx vertx;
  private final String url;
  private final Instant at = Instant.now();
  private final long startNanos = System.nanoTime();
  private final AnswerStart body = new AnswerStart();
  private final Consumer<Attempt> made;
  private long timer;
  private boolean isOver;
  private HttpClientRequest request;
  private HttpClientResponse response;

  /**
   * An exchange.
   *
   * @param made is told of the attempt, once
   */
  Exchange(Vertx vertx, String url, Duration timeout, Consumer<Attempt> made) {
    this.vertx = vertx;
    this.url = url;
    this.made = made;
    this.timer = vertx.setTimer(timeout.toMillis(), ignored -> timeOut(timeout));
  }

  boolean isOver() {
    return isOver;
  }

  void start(HttpClientRequest connected, Buffer text) {
    request = connected;
    if (isOver) {
      connected.reset();
      return;
    }
    connected.response().onSuccess(this::answered).onFailure(this::fail);
    connected.send(text).onFailure(this::fail);
  }

  private void answered(HttpClientResponse head) {
    response = head;
    head.exceptionHandler(cut -> end());
    head.handler(
        piece -> {
          if (body.add(piece) > LONGEST_ANSWER) {
            endEarly();
          }
        });
    head.endHandler(ignored -> end());
    if (!"0".equals(head.getHeader(HttpHeaders.CONTENT_LENGTH))) {
      vertx.cancelTimer(timer);
      timer = vertx.setTimer(BODY_MILLIS, ignored -> endEarly());
    }
  }

  /** The rest of the answer is not waited for. */
  private void endEarly() {
    end();
    request.reset();
  }

  private void timeOut(Duration timeout) {
    finish(null, "there was no answer within " + seconds(timeout));
    if (request != null) {
      request.reset();
    }
  }

  private static String seconds(Duration timeout) {
    return timeout.toMillis() % TimeUnit.SECONDS.toMillis(1) == 0
        ? timeout.toSeconds() + " s"
        : timeout.toMillis() + " ms";
  }

  void fail(Throwable failure) {
    finish(null, Failure.text(failure));
  }

  private void end() {
    int status = response.statusCode();
    finish(status, status >= FIRST_SUCCESS && status < FIRST_REDIRECT ? null : error(status));
  }

  private static String error(int status) {
    return status >= FIRST_REDIRECT && status < FIRST_REFUSAL
        ? "the answer was " + status + "; redirects are not followed"
        : "the answer was " + status;
  }

  private void finish(Integer status, String error) {
    if (isOver) {
      return;
    }
    isOver = true;
    vertx.cancelTimer(timer);
    int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    Duration wish =
        response == null || error == null
            ? null
            : RetryAfter.read(response.getHeader("Retry-After"), Instant.now());
    made.accept(new Attempt(at, url, status, millis, body.text(), error, wish));
  }
}
