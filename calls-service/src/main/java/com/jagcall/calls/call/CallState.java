package com.jagcall.calls.call;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The state machine of a call. Knows no clock: every step is told what time it is. A step that does
 * not fit, such as ringing after the answer, is none: signals of a network come twice and late.
 *
 * <pre>
 * queued ──▶ ringing ──▶ in_progress ──▶ completed, failed
 *    │  └────────┼───────────▲
 *    └───────────┴──▶ busy, no_answer, canceled, failed
 * </pre>
 *
 * @param answeredAt null: it was not
 * @param endedAt null: it is not over
 * @param durationSeconds from answer to end, a second begun counts; null: it is not over
 * @param endReason of {@link EndReason}
 * @param errorCode the same where something went wrong, else null
 */
@Embeddable
public record CallState(
    @Enumerated(EnumType.STRING) CallStatus status,
    Instant answeredAt,
    Instant endedAt,
    Long durationSeconds,
    String endReason,
    String errorCode) {

  private static final long MILLIS = 1_000;

  /** A new outbound call. */
  public static CallState queued() {
    return new CallState(CallStatus.QUEUED, null, null, null, null, null);
  }

  /** A new inbound call. */
  public static CallState arrived() {
    return new CallState(CallStatus.RINGING, null, null, null, null, null);
  }

  /** The other side rings. */
  public Optional<CallState> ring() {
    return status == CallStatus.QUEUED
        ? Optional.of(new CallState(CallStatus.RINGING, null, null, null, null, null))
        : Optional.empty();
  }

  /** Somebody answered; charging begins. */
  public Optional<CallState> answer(Instant at) {
    return status == CallStatus.QUEUED || status == CallStatus.RINGING
        ? Optional.of(new CallState(CallStatus.IN_PROGRESS, at, null, null, null, null))
        : Optional.empty();
  }

  /** It is over; charging ended. What ends before it was answered lasted no time. */
  public Optional<CallState> end(EndReason reason, Instant at) {
    if (status.isFinal()) {
      return Optional.empty();
    }
    CallStatus next = reason.status(wasAnswered());
    String error =
        next == CallStatus.COMPLETED || next == CallStatus.CANCELED ? null : reason.wire();
    // Clocks of different hosts may disagree: nothing ends before it began.
    Instant end = wasAnswered() && at.isBefore(answeredAt) ? answeredAt : at;
    return Optional.of(
        new CallState(next, answeredAt, end, seconds(reason, end), reason.wire(), error));
  }

  public boolean wasAnswered() {
    return answeredAt != null;
  }

  private long seconds(EndReason reason, Instant end) {
    if (!wasAnswered()) {
      return 0;
    }
    long millis = Duration.between(answeredAt, end).toMillis();
    // Of a call whose end nobody saw, only whole seconds are certain.
    return reason == EndReason.SERVICE_RESTART ? millis / MILLIS : (millis + MILLIS - 1) / MILLIS;
  }
}
