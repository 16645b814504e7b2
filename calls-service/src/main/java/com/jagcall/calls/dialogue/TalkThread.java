package com.jagcall.calls.dialogue;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.conversation.TalkListener;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Where the events of one conversation run, one after the other. A mistake of ours ends the call
 * instead of leaving the caller in silence.
 */
final class TalkThread implements Executor {
  private static final Logger LOG = Logger.getLogger(TalkThread.class);

  /** A conversation that lags by so many events leaves out frames: four seconds. */
  private static final int MAX_WAITING = 200;

  private final Mailbox mailbox;
  private final TalkListener listener;

  /**
   * Events of one conversation.
   *
   * @param threads shared by all calls
   */
  TalkThread(Executor threads, TalkListener listener) {
    this.mailbox = new Mailbox(threads);
    this.listener = listener;
  }

  @Override
  public void execute(Runnable event) {
    mailbox.execute(
        () -> {
          try {
            event.run();
          } catch (RuntimeException e) {
            LOG.error("a conversation broke", e);
            listener.finished(EndReason.INTERNAL_ERROR);
          }
        });
  }

  /** Whether a frame more is worth working on. */
  boolean hasRoom() {
    return mailbox.waiting() < MAX_WAITING;
  }

  /** Runs the last event on this thread, as soon as the one that runs is over. */
  void close(Runnable last) {
    mailbox.close(last);
  }
}
