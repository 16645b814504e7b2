package com.jagcall.messaging.smpp;

import io.smallrye.mutiny.Uni;

/** Carries segments to the mobile network: the pool of SMPP binds. */
public interface Carrier {

  /**
   * Submits one segment, once. Waits for a bind with room in its window and rate (back-pressure),
   * but never longer than the configured patience, and refuses at once when too many wait already:
   * both answer {@link SubmitOutcome.NotSent}. What the SMSC throttles is submitted again after a
   * back-off, within the same patience.
   *
   * @return never fails and always answers within a bound; on the caller's Vert.x context if it has
   *     one. To cancel the subscription gives the answer up, not the submit
   */
  Uni<SubmitOutcome> submit(OutgoingSegment segment);

  /**
   * Whether a bind is up. False for ever where none is configured: then live messages cannot be
   * sent.
   */
  boolean ready();
}
