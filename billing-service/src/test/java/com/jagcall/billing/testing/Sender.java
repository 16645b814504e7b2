package com.jagcall.billing.testing;

import com.jagcall.common.testing.TokenKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends services' requests, to whichever replica it is told for each. */
public final class Sender {
  private static final long TOKEN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final TokenKeys keys;
  private final Supplier<URI> replica;

  private record Token(String text, long madeAtNanos) {}

  /**
   * What came back.
   *
   * @param status 0 when nothing did
   */
  public record Answer(int status, String body) {}

  public Sender(TokenKeys keys, Supplier<URI> replica) {
    this.keys = keys;
    this.replica = replica;
  }

  /** POSTs to a path under {@code /internal/}. */
  public Answer send(String issuer, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(replica.get().resolve("/internal/" + path))
            .header("Authorization", "Bearer " + token(issuer))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Answer(0, e.toString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Good for a minute; used for half of one. */
  public String token(String issuer) {
    return tokens
        .compute(
            issuer,
            (name, token) ->
                token == null || System.nanoTime() - token.madeAtNanos() > TOKEN_NANOS
                    ? new Token(keys.service(name, "billing-service"), System.nanoTime())
                    : token)
        .text();
  }
}
