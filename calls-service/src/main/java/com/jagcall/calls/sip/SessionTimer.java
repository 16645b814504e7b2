package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Message;

/**
 * RFC 4028: one side says every now and then that it is still there, and the other hangs up when it
 * no longer does, so that a call whose peer died is not billed for ever.
 */
final class SessionTimer {

  /** The least that is taken, by the RFC. */
  static final int SECONDS_MIN = 90;

  private static final Pattern EXPIRES =
      Pattern.compile("([0-9]{1,9})(?:.*;\\s*refresher\\s*=\\s*(uac|uas))?.*");

  private final Loop loop;
  private final Runnable refresh;
  private final Runnable expired;
  private int seconds;
  private boolean ours;
  private Loop.Timer refreshing = Loop.Timer.NONE;
  private Loop.Timer expiring = Loop.Timer.NONE;

  /**
   * @param refresh is run when it is our turn
   * @param expired is run when the peer was not heard of in time
   */
  SessionTimer(Loop loop, Runnable refresh, Runnable expired) {
    this.loop = loop;
    this.refresh = refresh;
    this.expired = expired;
  }

  /**
   * What a message says about it.
   *
   * @param refresher uac, uas, or null
   */
  record Wish(int seconds, String refresher) {

    /** The Session-Expires of a message, or null. */
    static Wish of(Message message) {
      String value = Messages.value(message, "Session-Expires");
      Matcher matcher =
          value == null ? null : EXPIRES.matcher(value.toLowerCase(java.util.Locale.ROOT));
      return matcher != null && matcher.matches()
          ? new Wish(Integer.parseInt(matcher.group(1)), matcher.group(2))
          : null;
    }

    @Override
    public String toString() {
      return refresher == null ? String.valueOf(seconds) : seconds + ";refresher=" + refresher;
    }
  }

  /** Starts, or starts again, with what was agreed; zero seconds stop it. */
  void agree(int agreedSeconds, boolean weRefresh) {
    seconds = agreedSeconds;
    ours = weRefresh;
    restart();
  }

  /** The session was refreshed. */
  void restart() {
    stop();
    if (seconds > 0) {
      if (ours) {
        refreshing = loop.after(Duration.ofMillis(seconds * 500L), refresh);
      }
      expiring = loop.after(Duration.ofSeconds(seconds - Math.min(32, seconds / 3)), expired);
    }
  }

  void stop() {
    refreshing.cancel();
    expiring.cancel();
  }

  boolean running() {
    return seconds > 0;
  }

  int seconds() {
    return seconds;
  }

  boolean ours() {
    return ours;
  }
}
