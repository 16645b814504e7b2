package com.jagcall.calls.sip;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Tells a leg's listener, survives its faults, and tells and holds it no longer than to the end.
 */
final class Notices {

  private static final Logger LOG = Logger.getLogger(Notices.class);

  private final String callId;
  private final Runnable onEnd;
  private LegListener listener;
  private LegEnd end;

  /**
   * @param callId for the log
   * @param onEnd is run once, after the listener heard of the end
   */
  Notices(String callId, LegListener listener, Runnable onEnd) {
    this.callId = callId;
    this.listener = listener;
    this.onEnd = onEnd;
  }

  void listener(LegListener there) {
    listener = end == null ? there : null;
  }

  String callId() {
    return callId;
  }

  boolean over() {
    return end != null;
  }

  void tell(Consumer<LegListener> notice) {
    if (end != null || listener == null) {
      return;
    }
    try {
      notice.accept(listener);
    } catch (RuntimeException fault) {
      LOG.errorf(fault, "call %s: its listener failed", callId);
    }
  }

  /** An answer of the listener; null if it has none, or failed. */
  String ask(Function<LegListener, String> question) {
    if (end != null || listener == null) {
      return null;
    }
    try {
      return question.apply(listener);
    } catch (RuntimeException fault) {
      LOG.errorf(fault, "call %s: its listener failed", callId);
      return null;
    }
  }

  void end(EndCause cause, int status, String reason, boolean remote) {
    if (end != null) {
      return;
    }
    LegEnd ending = new LegEnd(cause, status, Printable.of(reason), remote, Instant.now());
    LOG.infof("call %s: leg ended %s, status %d, %s", callId, cause, status, ending.reason());
    tell(there -> there.ended(ending));
    end = ending;
    // Transactions remember a leg for 32 s more; the call's sound must not wait so long with it.
    listener = null;
    onEnd.run();
  }
}
