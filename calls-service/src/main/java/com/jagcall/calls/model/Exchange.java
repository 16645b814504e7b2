package com.jagcall.calls.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One request to a model, and the stream that answers it. LangChain4j's own client can be given up
 * only once the stream has begun; a caller who interrupts does not wait for that.
 */
final class Exchange implements dev.langchain4j.http.client.HttpClient {
  private static final int FIRST_REFUSAL = 300;
  private static final int MAX_ERROR = 2_000;

  private final HttpClient client;
  private final Duration timeout;
  private CompletableFuture<?> request;
  private final AnswerBody body = new AnswerBody();
  private boolean isCancelled;

  Exchange(HttpClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  HttpClientBuilder builder() {
    return new Builder(this);
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest asked) {
    throw new UnsupportedOperationException("only streams");
  }

  @Override
  public void execute(
      HttpRequest asked, ServerSentEventParser parser, ServerSentEventListener listener) {
    CompletableFuture<HttpResponse<InputStream>> sent = client.sendAsync(request(asked), body);
    if (!accept(sent)) {
      return;
    }
    sent.thenAccept(response -> read(response, parser, listener))
        .exceptionally(
            failure -> {
              listener.onError(
                  failure instanceof CompletionException ? failure.getCause() : failure);
              return null;
            });
  }

  private synchronized boolean accept(CompletableFuture<?> sent) {
    request = sent;
    if (isCancelled) {
      sent.cancel(true);
    }
    return !isCancelled;
  }

  private java.net.http.HttpRequest request(HttpRequest asked) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(asked.url())).timeout(timeout);
    asked.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder.method(asked.method().name(), BodyPublishers.ofString(asked.body())).build();
  }

  private void read(
      HttpResponse<InputStream> response,
      ServerSentEventParser parser,
      ServerSentEventListener listener) {
    try (InputStream stream = response.body()) {
      if (response.statusCode() >= FIRST_REFUSAL) {
        String error = new String(stream.readNBytes(MAX_ERROR), StandardCharsets.UTF_8);
        listener.onError(new HttpException(response.statusCode(), error));
        return;
      }
      listener.onOpen(
          SuccessfulHttpResponse.builder()
              .statusCode(response.statusCode())
              .headers(response.headers().map())
              .build());
      parser.parse(stream, listener);
      listener.onClose();
    } catch (IOException e) {
      listener.onError(e);
    }
  }

  /** Closes the connection, in whatever state it is. */
  void cancel() {
    CompletableFuture<?> sent;
    synchronized (this) {
      isCancelled = true;
      sent = request;
    }
    if (sent != null) {
      sent.cancel(true);
    }
    body.close();
  }

  private record Builder(Exchange exchange) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return exchange.timeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return exchange.timeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public dev.langchain4j.http.client.HttpClient build() {
      return exchange;
    }
  }
}
