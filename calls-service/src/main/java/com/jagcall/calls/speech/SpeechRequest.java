package com.jagcall.calls.speech;

import com.jagcall.calls.speech.SpeechConfig.Endpoint;
import com.jagcall.calls.speech.SpeechEngine.Sink;
import com.jagcall.calls.speech.SpeechEngine.Utterance;
import com.jagcall.calls.speech.SpeechFailure.Cause;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One sentence asked of a provider: from the request to the last sample, within its times. */
final class SpeechRequest implements Utterance, BodySubscriber<Void> {
  private static final Duration WATCH_EVERY = Duration.ofMillis(50);

  /** What one sentence can be; a provider that makes more is out of its mind. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Endpoint config;
  private final Sink sink;
  private final Runnable freed;
  private final PcmStream pcm;
  private final Future<?> watch;
  private final CompletableFuture<Void> body = new CompletableFuture<>();
  private volatile long progress = System.nanoTime();
  private volatile boolean heard;
  private Future<?> exchange;
  private Flow.Subscription subscription;
  private boolean over;

  /**
   * @param freed called once, when the request is over
   */
  SpeechRequest(Endpoint config, Sink sink, ScheduledExecutorService timer, Runnable freed) {
    this.config = config;
    this.sink = sink;
    this.freed = freed;
    pcm = new PcmStream(config.sampleRate(), LONGEST);
    watch =
        timer.scheduleWithFixedDelay(
            this::watch, WATCH_EVERY.toMillis(), WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void send(HttpClient client, HttpRequest request) {
    CompletableFuture<?> sent = client.sendAsync(request, this::answered);
    synchronized (this) {
      exchange = sent;
    }
    sent.whenComplete(
        (answer, e) -> {
          if (e != null) {
            onError(e);
          }
        });
    if (isOver()) {
      sent.cancel(true);
    }
  }

  @Override
  public void cancel() {
    end(true);
  }

  @Override
  public CompletionStage<Void> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    synchronized (this) {
      subscription = given;
    }
    if (isOver()) {
      given.cancel();
      body.complete(null);
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    progress = System.nanoTime();
    try {
      for (ByteBuffer buffer : buffers) {
        short[] audio = pcm.take(buffer);
        if (audio.length > 0) {
          heard = true;
          if (isOver() || !sink.audio(audio)) {
            cancel();
            return;
          }
        }
      }
    } catch (IOException e) {
      fail(Cause.BROKEN, e.getMessage());
      return;
    }
    subscription.request(1);
  }

  @Override
  public void onComplete() {
    body.complete(null);
    if (isOver()) {
      return;
    }
    try {
      short[] rest = pcm.end();
      if (rest.length > 0) {
        sink.audio(rest);
      }
    } catch (IOException e) {
      fail(Cause.BROKEN, e.getMessage());
      return;
    }
    if (end(false)) {
      sink.done();
    }
  }

  @Override
  public void onError(Throwable e) {
    body.complete(null);
    Throwable cause = e.getCause() == null ? e : e.getCause();
    fail(
        cause instanceof HttpTimeoutException ? Cause.TIMEOUT : Cause.BROKEN,
        cause.getClass().getSimpleName());
  }

  /** Decides by status and type whether the body is worth hearing. */
  private BodySubscriber<Void> answered(ResponseInfo answer) {
    int status = answer.statusCode();
    String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (status == 429) {
      fail(Cause.OVERLOADED, "status 429");
    } else if (status == 408) {
      fail(Cause.TIMEOUT, "status 408");
    } else if (status >= 400 && status < 500) {
      fail(Cause.REFUSED, "status " + status);
    } else if (status != 200) {
      fail(Cause.BROKEN, "status " + status);
    } else if (type.startsWith("text/") || type.startsWith("application/json")) {
      fail(Cause.BROKEN, "no audio but " + type.replaceAll("[^a-z/-].*", ""));
    }
    return this;
  }

  private void watch() {
    Duration silent = Duration.ofNanos(System.nanoTime() - progress);
    Duration patience = heard ? config.stall() : config.timeout();
    if (silent.compareTo(patience) > 0) {
      fail(Cause.TIMEOUT, heard ? "the audio stalled" : "no audio in time");
    }
  }

  private void fail(Cause cause, String message) {
    if (end(true)) {
      sink.failed(new SpeechFailure(cause, message));
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  /**
   * Frees everything; true for the first call only.
   *
   * @param early whether there is a connection to be broken off
   */
  private boolean end(boolean early) {
    Future<?> sent;
    Flow.Subscription receiving;
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
      sent = exchange;
      receiving = subscription;
    }
    watch.cancel(false);
    if (early && receiving != null) {
      receiving.cancel();
    }
    if (early && sent != null) {
      sent.cancel(true);
    }
    freed.run();
    return true;
  }
}
