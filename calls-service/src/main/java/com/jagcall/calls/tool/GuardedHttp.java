package com.jagcall.calls.tool;

import com.jagcall.common.guard.RefusedTargetException;
import com.jagcall.common.guard.Resolver;
import com.jagcall.common.guard.TargetGuard;
import com.jagcall.common.guard.TargetUrl;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Calls functions under the guard that webhooks are under: every address of a host is judged for
 * every request, and the connection made to a judged one. Redirects are not followed.
 */
public final class GuardedHttp implements HttpFunctions {
  /** What a model can do something with. */
  private static final int MAX_ANSWER = 16_384;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\r\t]]");
  private static final int CONNECT_TIMEOUT_MILLIS = 4_000;
  private static final int MAX_CONNECTIONS = 200;
  private static final int MAX_WAITING = 200;
  private static final int FIRST_SUCCESS = 200;
  private static final int FIRST_REDIRECT = 300;

  private final Vertx vertx;
  private final TargetGuard guard;
  private final Resolver resolver;
  private final HttpClient client;

  /** Functions called by this guard's rules. */
  public GuardedHttp(Vertx vertx, TargetGuard guard, Resolver resolver) {
    this.vertx = vertx;
    this.guard = guard;
    this.resolver = resolver;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(MAX_CONNECTIONS)
                .setMaxWaitQueueSize(MAX_WAITING)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setVerifyHost(true)
                .setDecompressionSupported(false));
  }

  @Override
  public Toolbox.Running post(
      String url, String json, String callId, Duration timeout, Consumer<String> done) {
    Exchange exchange = new Exchange(json, callId, done);
    exchange.timer = vertx.setTimer(timeout.toMillis(), ignored -> exchange.late(timeout));
    try {
      TargetUrl target = guard.check(url);
      addresses(target)
          .map(guard::judge)
          .subscribe()
          .with(judged -> exchange.connect(target, judged), exchange::fail);
    } catch (RefusedTargetException refused) {
      exchange.fail(refused);
    }
    return exchange::cancel;
  }

  private Uni<List<InetAddress>> addresses(TargetUrl target) {
    return target
        .literal()
        .map(address -> Uni.createFrom().item(List.of(address)))
        .orElseGet(() -> resolver.addresses(target.host()));
  }

  private final class Exchange {
    private final String json;
    private final String callId;
    private final Consumer<String> done;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile HttpClientRequest request;
    private long timer;

    Exchange(String json, String callId, Consumer<String> done) {
      this.json = json;
      this.callId = callId;
      this.done = done;
    }

    void connect(TargetUrl url, List<InetAddress> addresses) {
      if (isOver.get()) {
        return;
      }
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.POST)
              .setServer(
                  SocketAddress.inetSocketAddress(
                      new InetSocketAddress(addresses.get(0), url.port())))
              .setHost(url.host())
              .setPort(url.port())
              .setSsl(url.isHttps())
              .setURI(url.pathAndQuery())
              .setFollowRedirects(false)
              .putHeader("Content-Type", "application/json")
              .putHeader("User-Agent", "JagCall-Tools/1")
              .putHeader("X-Call-Id", callId);
      client
          .request(options)
          .onSuccess(this::send)
          .onFailure(
              failure -> {
                if (addresses.size() > 1) {
                  // Nothing was sent yet. The other addresses were judged like the first.
                  connect(url, addresses.subList(1, addresses.size()));
                } else {
                  fail(failure);
                }
              });
    }

    private void send(HttpClientRequest connected) {
      request = connected;
      if (isOver.get()) {
        connected.reset();
        return;
      }
      connected.response().onSuccess(this::read).onFailure(this::fail);
      connected.send(json).onFailure(this::fail);
    }

    private void read(HttpClientResponse response) {
      Buffer body = Buffer.buffer();
      int status = response.statusCode();
      response.exceptionHandler(this::fail);
      response.handler(
          piece -> {
            body.appendBuffer(piece, 0, Math.min(piece.length(), MAX_ANSWER - body.length()));
            if (body.length() >= MAX_ANSWER) {
              answered(status, body);
              request.reset();
            }
          });
      response.endHandler(ignored -> answered(status, body));
    }

    private void answered(int status, Buffer body) {
      // A picture or another encoding is no text: what it has of controls, a model need not read.
      String text = CONTROLS.matcher(body.toString(StandardCharsets.UTF_8)).replaceAll(" ");
      boolean isSuccess = status >= FIRST_SUCCESS && status < FIRST_REDIRECT;
      finish(isSuccess ? text : "The answer was HTTP status " + status + ". " + text);
    }

    void fail(Throwable failure) {
      finish(
          failure instanceof RefusedTargetException
              ? "The URL is not called: it " + failure.getMessage() + "."
              : "It could not be reached.");
    }

    private void finish(String text) {
      if (isOver.compareAndSet(false, true)) {
        vertx.cancelTimer(timer);
        done.accept(text.isEmpty() ? "Done." : text);
      }
    }

    private void late(Duration timeout) {
      finish("There was no answer within " + timeout.toSeconds() + " s.");
      cancel();
    }

    void cancel() {
      isOver.set(true);
      vertx.cancelTimer(timer);
      HttpClientRequest sent = request;
      if (sent != null) {
        sent.reset();
      }
    }
  }
}
