package com.jagcall.webhooks.dispatch;

import com.jagcall.common.guard.RefusedTargetException;
import com.jagcall.common.guard.Resolver;
import com.jagcall.common.guard.TargetGuard;
import com.jagcall.common.guard.TargetUrl;
import com.jagcall.webhooks.WebhooksConfig;
import com.jagcall.webhooks.signing.Signature;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes one attempt: resolves the host, judges every address, and posts to a judged one, under the
 * host's name. Redirects are not followed, and certificates are verified.
 */
@ApplicationScoped
class Sender {
  private static final int CONNECT_TIMEOUT_MILLIS = 4_000;

  /** Less than the 5 s after which many servers hang up. */
  private static final int IDLE_SECONDS = 4;

  private static final int MAX_HEADERS = 16_384;

  private final HttpClient client;
  private final Vertx vertx;
  private final TargetGuard guard;
  private final Resolver resolver;
  private final Duration timeout;

  Sender(Vertx vertx, WebhooksConfig config, TargetGuard guard, Resolver resolver) {
    this.vertx = vertx;
    this.guard = guard;
    this.resolver = resolver;
    this.timeout = config.timeout();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                // Not the bound on an endpoint: endpoints of one host must not wait for each other.
                .setMaxPoolSize(config.concurrency())
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setMaxHeaderSize(MAX_HEADERS)
                .setVerifyHost(true)
                .setDecompressionSupported(false));
  }

  @PreDestroy
  void close() {
    client.close();
  }

  /**
   * Never fails: what went wrong is the attempt's error. All of it happens in the Vert.x context of
   * the caller.
   */
  Uni<Attempt> send(Target target, Queued delivery) {
    Context context = vertx.getOrCreateContext();
    Exchange exchange = new Exchange(vertx, target.url(), timeout);
    try {
      TargetUrl url = guard.check(target.url());
      addresses(url)
          .map(guard::judge)
          .emitOn(task -> context.runOnContext(ignored -> task.run()))
          .subscribe()
          .with(judged -> post(exchange, url, judged, target, delivery), exchange::fail);
    } catch (RefusedTargetException refused) {
      exchange.fail(refused);
    }
    return exchange.attempt();
  }

  private Uni<List<InetAddress>> addresses(TargetUrl url) {
    return url.literal()
        .map(address -> Uni.createFrom().item(List.of(address)))
        .orElseGet(() -> resolver.addresses(url.host()));
  }

  private void post(
      Exchange exchange,
      TargetUrl url,
      List<InetAddress> addresses,
      Target target,
      Queued delivery) {
    if (exchange.isOver()) {
      return;
    }
    RequestOptions options = options(url, addresses.get(0));
    sign(options, target, delivery);
    client
        .request(options)
        .onSuccess(request -> exchange.start(request, delivery.body()))
        .onFailure(
            failure -> {
              if (addresses.size() > 1) {
                // Nothing was sent yet. Its other addresses were judged like the first.
                post(exchange, url, addresses.subList(1, addresses.size()), target, delivery);
              } else {
                exchange.fail(failure);
              }
            });
  }

  private static RequestOptions options(TargetUrl url, InetAddress address) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
        .setHost(url.host())
        .setPort(url.port())
        .setSsl(url.isHttps())
        .setURI(url.pathAndQuery())
        .setFollowRedirects(false);
  }

  private static void sign(RequestOptions options, Target target, Queued delivery) {
    long timestamp = Instant.now().getEpochSecond();
    String id = delivery.eventId();
    options
        .putHeader("Content-Type", "application/json")
        .putHeader("User-Agent", "JagCall-Webhooks/1")
        .putHeader("webhook-id", id)
        .putHeader("webhook-timestamp", Long.toString(timestamp))
        .putHeader(
            "webhook-signature", Signature.of(id, timestamp, delivery.body(), target.secrets()));
  }
}
