package com.jagcall.webhooks.dispatch;

import java.time.Instant;

/**
 * A delivery that is due.
 *
 * @param createdAt finds it and its event in their partitions
 * @param attempts made so far, those before a replay included
 * @param step of the schedule
 * @param body null when the event is not kept any more
 */
record Queued(
    String deliveryId,
    Instant createdAt,
    String eventId,
    String key,
    long position,
    int attempts,
    int step,
    String body) {

  boolean isFirst() {
    return attempts == 0;
  }
}
