package com.jagcall.calls.live;

import com.jagcall.calls.call.CallStatus;
import com.jagcall.calls.call.Segment;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * An entry of a call's log: one of the two is there.
 *
 * @param number from 1, without gaps
 */
record LogEntry(int number, Step step, Segment segment) {

  /**
   * A change of a call's state.
   *
   * @param cause for people
   */
  @RegisterForReflection
  record Step(String callId, CallStatus status, String cause, Instant at) {}

  /** Whether nothing comes after it. */
  boolean isLast() {
    return step != null && step.status().isFinal();
  }
}
