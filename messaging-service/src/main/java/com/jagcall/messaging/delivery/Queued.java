package com.jagcall.messaging.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What is left to be submitted of a message.
 *
 * @param claim names who submits it now, and which time it is; null: nobody
 * @param leasedUntil null when nobody has it
 * @param attempts how often it was claimed
 * @param nextSegment what is submitted next, from 1
 * @param giveUpAt when it has failed if it is still here
 */
@RegisterForReflection
record Queued(
    String messageId,
    Instant dueAt,
    String claim,
    Instant leasedUntil,
    int attempts,
    int nextSegment,
    Instant giveUpAt) {

  Queued later(int segment, Instant due) {
    return new Queued(messageId, due, null, null, attempts, segment, giveUpAt);
  }

  Queued goesOn(int segment, Instant until) {
    return new Queued(messageId, dueAt, claim, until, attempts, segment, giveUpAt);
  }

  boolean isClaimedAs(String name) {
    return name.equals(claim);
  }
}
