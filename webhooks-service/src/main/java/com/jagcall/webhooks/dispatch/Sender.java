package com.jagcall.webhooks.dispatch;

import com.jagcall.common.guard.RefusedTargetException;
import com.jagcall.common.guard.Resolver;
import com.jagcall.common.guard.TargetGuard;
import com.jagcall.common.guard.TargetUrl;
import com.jagcall.webhooks.WebhooksConfig;
import com.jagcall.webhooks.signing.Signature;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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

  /** Of a name's addresses: who owns the name must not have us knock at thousands of doors. */
  private static final int MOST_TRIED = 4;

  private static final int MOST_CHECKED = 1_000;

  /** URLs that were checked: the same ones are used again and again. Used from one thread. */
  private final Map<String, TargetUrl> checked =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TargetUrl> eldest) {
          return size() > MOST_CHECKED;
        }
      };

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
   * the caller, who is told there, maybe before this returns.
   */
  void send(Target target, Queued delivery, Consumer<Attempt> made) {
    Exchange exchange = new Exchange(vertx, target.url(), timeout, made);
    try {
      TargetUrl url = checked(target);
      Optional<InetAddress> literal = url.literal();
      if (literal.isPresent()) {
        post(exchange, Post.of(url, target, delivery), List.of(literal.get()));
      } else {
        resolve(exchange, url, target, delivery);
      }
    } catch (RefusedTargetException refused) {
      exchange.fail(refused);
    }
  }

  /** Its literal address, if it has one, is judged with it. */
  private TargetUrl checked(Target target) {
    if (target.secrets().isEmpty()) {
      throw new RefusedTargetException("not sent: the signing secret cannot be read; roll it");
    }
    TargetUrl known = checked.get(target.url());
    return known == null ? check(target.url()) : known;
  }

  private TargetUrl check(String text) {
    TargetUrl url = guard.check(text);
    checked.put(text, url);
    return url;
  }

  private void resolve(Exchange exchange, TargetUrl url, Target target, Queued delivery) {
    Context context = vertx.getOrCreateContext();
    resolver
        .addresses(url.host())
        .map(guard::judge)
        .map(judged -> judged.subList(0, Math.min(judged.size(), MOST_TRIED)))
        .emitOn(task -> context.runOnContext(ignored -> task.run()))
        .subscribe()
        .with(
            judged -> post(exchange, Post.of(url, target, delivery), judged),
            failure -> context.runOnContext(ignored -> exchange.fail(failure)));
  }

  private void post(Exchange exchange, Post post, List<InetAddress> addresses) {
    if (exchange.isOver()) {
      return;
    }
    client
        .request(options(post, addresses.get(0)))
        .onSuccess(request -> exchange.start(request, post.body()))
        .onFailure(
            failure -> {
              if (addresses.size() > 1) {
                // Nothing was sent yet. Its other addresses were judged like the first.
                post(exchange, post, addresses.subList(1, addresses.size()));
              } else {
                exchange.fail(failure);
              }
            });
  }

  private static RequestOptions options(Post post, InetAddress address) {
    TargetUrl url = post.url();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
        .setHost(url.host())
        .setPort(url.port())
        .setSsl(url.isHttps())
        .setURI(url.pathAndQuery())
        .setHeaders(post.headers())
        .setFollowRedirects(false);
  }

  /** What is posted to one of a host's addresses. */
  private record Post(TargetUrl url, MultiMap headers, Buffer body) {
    static Post of(TargetUrl url, Target target, Queued delivery) {
      byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
      long timestamp = Instant.now().getEpochSecond();
      String id = delivery.eventId();
      MultiMap headers =
          MultiMap.caseInsensitiveMultiMap()
              .add("Host", url.authority())
              .add("Content-Type", "application/json")
              .add("User-Agent", "JagCall-Webhooks/1")
              .add("webhook-id", id)
              .add("webhook-timestamp", Long.toString(timestamp))
              .add("webhook-signature", Signature.of(id, timestamp, body, target.secrets()));
      return new Post(url, headers, Buffer.buffer(body));
    }
  }
}
