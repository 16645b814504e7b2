package com.jagcall.common.outbox;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/**
 * What a service does about every event that no {@link EventHandler} of it is for: many at a time.
 * A service has at most one.
 */
public interface EventCollector {
  /** The services that may send them. */
  Set<String> senders();

  /**
   * Takes events, none of which it took before, in their order and in the transaction that also
   * records that they were received. After a failure each comes alone, so that one that can never
   * be taken holds up its key only. No remote call may happen in it.
   */
  Uni<Void> collect(List<ReceivedEvent> events);

  /** What {@link #collect} took is committed. */
  void committed();
}
