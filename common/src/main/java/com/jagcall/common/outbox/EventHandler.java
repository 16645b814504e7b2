package com.jagcall.common.outbox;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/** What a service does about one type of another service's events. A bean of its own. */
public interface EventHandler {
  /** The type of the events it handles. */
  String type();

  /** The services that may send them. */
  Set<String> senders();

  /**
   * Handles an event in the transaction that also records that it was received: once, however often
   * it is sent. A failure rolls both back; the event, and with it later ones of its key, comes
   * again until it succeeds. No remote call may happen in it.
   */
  Uni<Void> handle(ReceivedEvent event);
}
