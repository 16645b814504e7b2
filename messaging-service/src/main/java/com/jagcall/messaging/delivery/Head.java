package com.jagcall.messaging.delivery;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.messaging.message.MessageEvents.Parties;
import com.jagcall.messaging.message.MessageStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** As much of an outbound message as decides what becomes of it. */
@RegisterForReflection
record Head(
    String id,
    String organizationId,
    Mode mode,
    MessageStatus status,
    String fromNumber,
    String toNumber,
    int segments,
    String agentId,
    String errorCode,
    Long costMicros,
    String holdId,
    boolean settled,
    Instant confirmBy,
    Instant updatedAt) {

  Parties parties() {
    return new Parties(
        id, new Tenant(organizationId, mode), agentId, fromNumber, toNumber, errorCode);
  }

  Head become(MessageStatus next, String error, Instant now) {
    return copy(next, error, costMicros, settled, confirmBy, now);
  }

  Head settledAt(long cost, Instant now) {
    return copy(status, errorCode, cost, true, confirmBy, now);
  }

  Head confirmedBy(Instant time) {
    return copy(status, errorCode, costMicros, settled, time, updatedAt);
  }

  private Head copy(
      MessageStatus next, String error, Long cost, boolean isSettled, Instant confirm, Instant at) {
    return new Head(
        id,
        organizationId,
        mode,
        next,
        fromNumber,
        toNumber,
        segments,
        agentId,
        error,
        cost,
        holdId,
        isSettled,
        confirm,
        at);
  }
}
