package com.jagcall.calls.sip;

import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** What the two sides of a call agree on about refreshing it (RFC 4028), and by which method. */
final class SessionTerms {

  private static final int SECONDS_MAX = 86_400;

  private final Core core;
  private final SessionTimer timer;
  private boolean peerUpdates;
  private int leastSeconds = SessionTimer.SECONDS_MIN;

  SessionTerms(Core core, Runnable refresh, Runnable expired) {
    this.core = core;
    this.timer = new SessionTimer(core.loop(), refresh, expired);
  }

  /** Takes in what a 2xx to a request of ours says. */
  void agreed(Response answer) {
    noteAllow(answer);
    SessionTimer.Wish wish = SessionTimer.Wish.of(answer);
    if (wish == null || wish.seconds() < SessionTimer.SECONDS_MIN) {
      timer.agree(0, false);
    } else {
      timer.agree(wish.seconds(), !"uas".equals(wish.refresher()));
    }
  }

  private void noteAllow(Message message) {
    if (message.getHeader("Allow") != null) {
      peerUpdates = Messages.lists(message, "Allow", Request.UPDATE);
    }
  }

  /**
   * Sets what the session timer of a request of the peer asks for, in our answer to it; false if it
   * was refused with 422.
   */
  boolean answer(Request request, Response answer) {
    noteAllow(request);
    SessionTimer.Wish wish = SessionTimer.Wish.of(request);
    boolean speaks =
        Messages.lists(request, "Supported", "timer")
            || Messages.lists(request, "Require", "timer");
    long own = core.settings().timing().sessionExpires().toSeconds();
    if (own == 0 || (wish == null && !speaks)) {
      return true;
    }
    if (wish != null && wish.seconds() < SessionTimer.SECONDS_MIN && speaks) {
      return false;
    }
    int seconds =
        wish == null
            ? (int) own
            : Math.max(SessionTimer.SECONDS_MIN, Math.min(wish.seconds(), SECONDS_MAX));
    String refresher =
        wish != null && wish.refresher() != null
            ? wish.refresher()
            : speaks && wish != null ? "uac" : "uas";
    Messages.header(answer, "Session-Expires", seconds + ";refresher=" + refresher);
    if (refresher.equals("uac")) {
      Messages.header(answer, "Require", "timer");
    }
    timer.agree(seconds, refresher.equals("uas"));
    return true;
  }

  /** Asks for a session timer in a request of ours, or for what was agreed already. */
  void ask(Request request) {
    long own = core.settings().timing().sessionExpires().toSeconds();
    if (own == 0) {
      return;
    }
    boolean running = timer.running();
    long seconds = Math.max(leastSeconds, running ? timer.seconds() : own);
    String refresher = running ? (timer.ours() ? ";refresher=uac" : ";refresher=uas") : "";
    Messages.header(request, "Supported", "timer");
    Messages.header(request, "Session-Expires", seconds + refresher);
    Messages.header(request, "Min-SE", String.valueOf(leastSeconds));
  }

  /** Whether a 422 asks for a longer interval than we asked for; it is asked for from then on. */
  boolean longer(Response response) {
    String least = Messages.value(response, "Min-SE");
    if (least == null || !least.matches("[0-9]{1,5}") || Integer.parseInt(least) <= leastSeconds) {
      return false;
    }
    leastSeconds = Integer.parseInt(least);
    return true;
  }

  /** Whether the peer takes UPDATE, which needs no offer. */
  boolean peerUpdates() {
    return peerUpdates;
  }

  void noUpdates() {
    peerUpdates = false;
  }

  void stop() {
    timer.stop();
  }
}
