package com.jagcall.messaging.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One configured bind: holds a connection and makes a new one whenever it is lost. Its limits
 * (window, rate, the pause after throttling) are counted under the lock of the {@link SubmitQueue}.
 */
final class Bind {

  private static final Logger LOG = Logger.getLogger(Bind.class);

  /** No moment at which there will be room by itself: something else has to happen first. */
  static final long UNKNOWN = Long.MAX_VALUE;

  /** A connection that lived so long was a good one: the next is tried soon. */
  private static final Duration GOOD = Duration.ofSeconds(10);

  /** An SMSC that stays away is told of so often. */
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private final String name;
  private final SmppConfig.BindConfig config;
  private final DeliveryHandler handler;
  private final Runnable onChange;
  private final ScheduledThreadPoolExecutor thread;
  private final BackOff reconnect;
  private final BackOff throttled;
  private final RateLimit rate;
  private volatile int underWay;
  private long pausedUntilNanos = System.nanoTime();
  private volatile Link link;
  private volatile long boundNanos;
  private volatile long toldNanos;
  private volatile boolean isTold;
  private volatile boolean stopped;

  /**
   * @param onChange runs when the bind comes up or goes down
   */
  Bind(String name, SmppConfig.BindConfig config, DeliveryHandler handler, Runnable onChange) {
    this.name = name;
    this.config = config;
    this.handler = handler;
    this.onChange = onChange;
    if (config.window() < 1) {
      throw new IllegalArgumentException("the window of bind " + name + " is at least 1");
    }
    SmppConfig.Timing timing = config.timing();
    reconnect = new BackOff(timing.reconnect(), timing.maxReconnect());
    throttled = new BackOff(timing.throttled(), timing.maxThrottled());
    rate = new RateLimit(config.rate());
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "smpp-" + name);
              thread.setDaemon(true);
              return thread;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void start() {
    thread.execute(this::connect);
  }

  private void connect() {
    if (stopped) {
      return;
    }
    Link next = new Link(name, config, thread, handler);
    try {
      next.open(() -> ended(next));
      boundNanos = System.nanoTime();
      link = next;
      isTold = false;
      LOG.infof("bind %s to %s:%d is up", name, config.host(), config.port());
      if (!next.isUp()) {
        // It ended before it was known as the current one.
        ended(next);
      }
      if (stopped) {
        next.unbind();
      }
      onChange.run();
    } catch (IOException | RuntimeException failure) {
      connectLater("cannot be made: " + failure.getMessage());
    }
  }

  private void ended(Link gone) {
    if (wasCurrent(gone)) {
      if (System.nanoTime() - boundNanos > GOOD.toNanos()) {
        reconnect.reset();
      }
      if (!stopped) {
        connectLater("is lost");
      }
      onChange.run();
    }
  }

  /** Whether it was, and is not any more: the end of a connection may be noticed by two at once. */
  private synchronized boolean wasCurrent(Link gone) {
    if (link != gone) {
      return false;
    }
    link = null;
    return true;
  }

  private void connectLater(String why) {
    long pauseNanos = reconnect.nextNanos();
    LOG.logf(
        isNews() ? Logger.Level.WARN : Logger.Level.DEBUG,
        "bind %s to %s:%d %s; next attempt in %d ms",
        name,
        config.host(),
        config.port(),
        why,
        TimeUnit.NANOSECONDS.toMillis(pauseNanos));
    try {
      thread.schedule(this::connect, pauseNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      // Then there is no next attempt.
    }
  }

  /** Whether it is the first failure since the bind was up, or nothing was told for a while. */
  private boolean isNews() {
    long now = System.nanoTime();
    boolean isNews = !isTold || now - toldNanos > REMINDER.toNanos();
    if (isNews) {
      isTold = true;
      toldNanos = now;
    }
    return isNews;
  }

  String name() {
    return name;
  }

  /** What outcomes call it. */
  String group() {
    return config.group().orElse(name);
  }

  boolean isUp() {
    Link current = link;
    return current != null && current.isUp();
  }

  /** How long until it takes a segment: 0 for now, or {@link #UNKNOWN}. */
  long waitNanos(long nowNanos) {
    if (underWay >= config.window() || !isUp()) {
      return UNKNOWN;
    }
    return Math.max(Math.max(0, pausedUntilNanos - nowNanos), rate.waitNanos(nowNanos));
  }

  /** Which part of the window is in use. */
  double load() {
    return (double) underWay / config.window();
  }

  int underWay() {
    return underWay;
  }

  /** Takes a place in the window and in the rate. */
  void take(long nowNanos) {
    underWay++;
    rate.take(nowNanos);
  }

  /** Gives the place in the window back. */
  void giveBack() {
    underWay--;
  }

  /** Submits nothing for a while: the SMSC has said that it is too much. */
  void pause(long nowNanos) {
    // Those that were under way together are throttled together: that is one refusal.
    if (nowNanos - pausedUntilNanos >= 0) {
      pausedUntilNanos = nowNanos + throttled.nextNanos();
    }
  }

  void wentWell() {
    throttled.reset();
  }

  /** For a segment that has taken its place. Ends with exactly one result. */
  void submit(OutgoingSegment segment, Consumer<SubmitResult> result) {
    Link current = link;
    if (current == null) {
      result.accept(new SubmitResult.NotWritten());
      return;
    }
    ShortMessage message;
    try {
      message = ShortMessage.of(segment, config);
    } catch (RuntimeException impossible) {
      result.accept(new SubmitResult.Impossible(impossible.toString()));
      return;
    }
    current.submit(message, result);
  }

  void sweep(long nowNanos) {
    Link current = link;
    if (current != null) {
      current.sweep(nowNanos);
    }
  }

  /** Unbinds and makes no new connection. Waits a bounded time. */
  void stop() {
    stopped = true;
    Link current = link;
    if (current != null) {
      current.unbind();
    }
    thread.shutdown();
  }
}
