package com.jagcall.messaging.smpp;

import java.util.concurrent.CompletableFuture;

/** A segment that waits for a bind, or is under way. Guarded by the {@link SubmitQueue}. */
final class Waiting {

  final OutgoingSegment segment;
  final long deadlineNanos;
  final CompletableFuture<SubmitOutcome> outcome = new CompletableFuture<>();

  /** What has become of it if it does not get another chance; null before its first. */
  SubmitOutcome outcomeIfLate;

  Waiting(OutgoingSegment segment, long deadlineNanos) {
    this.segment = segment;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * Settles it.
   *
   * @param why it never had a chance, if so
   */
  void giveUp(String why) {
    outcome.complete(outcomeIfLate != null ? outcomeIfLate : new SubmitOutcome.NotSent(why));
  }
}
