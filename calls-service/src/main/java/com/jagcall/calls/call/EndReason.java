package com.jagcall.calls.call;

import java.util.Locale;

/**
 * Why a call ended: what customers read in {@code end_reason}, and in {@code error_code} where
 * something went wrong.
 */
public enum EndReason {
  /** The person on the other end hung up. */
  REMOTE_HANGUP(CallStatus.CANCELED, false),
  /** The agent ended the conversation. */
  AGENT_HANGUP(CallStatus.CANCELED, false),
  /** {@code POST /v1/calls/:id/hangup}. */
  API_HANGUP(CallStatus.CANCELED, false),
  /** Nobody said anything for too long. */
  SILENCE(CallStatus.CANCELED, false),
  /** The longest that the agent's calls may last. */
  MAX_DURATION(CallStatus.CANCELED, false),
  /** A machine answered. */
  VOICEMAIL(CallStatus.CANCELED, false),
  /** Somebody else took it over. */
  TRANSFERRED(CallStatus.CANCELED, false),
  /** The balance does not cover what comes next. */
  INSUFFICIENT_BALANCE(CallStatus.FAILED, false),
  /** Nobody could say whether the balance covers what comes next. */
  BILLING_UNAVAILABLE(CallStatus.FAILED, false),
  BUSY(CallStatus.BUSY, true),
  NO_ANSWER(CallStatus.NO_ANSWER, true),
  /** The callee or the carrier does not want it. */
  REJECTED(CallStatus.FAILED, true),
  INVALID_NUMBER(CallStatus.FAILED, true),
  /** No codec that both sides speak. */
  INCOMPATIBLE_MEDIA(CallStatus.FAILED, true),
  CARRIER_ERROR(CallStatus.FAILED, true),
  /** No carrier serves the number. */
  CARRIER_UNAVAILABLE(CallStatus.FAILED, true),
  /** The other side is gone without a word. */
  CONNECTION_LOST(CallStatus.FAILED, true),
  /** Nothing was heard from the other side any more, or never. */
  MEDIA_TIMEOUT(CallStatus.FAILED, true),
  /** It waited too long for its turn. */
  QUEUE_TIMEOUT(CallStatus.FAILED, true),
  /** Whatever carried it was stopped or died. */
  SERVICE_RESTART(CallStatus.FAILED, true),
  /** A mistake of ours. */
  INTERNAL_ERROR(CallStatus.FAILED, true);

  private final CallStatus unanswered;
  private final boolean isFailure;

  EndReason(CallStatus unanswered, boolean isFailure) {
    this.unanswered = unanswered;
    this.isFailure = isFailure;
  }

  /** What a call that ends so is afterwards. */
  CallStatus status(boolean wasAnswered) {
    if (wasAnswered) {
      return isFailure ? CallStatus.FAILED : CallStatus.COMPLETED;
    }
    return unanswered;
  }

  /** As it stands in {@code end_reason}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people: the message of an event. */
  public String message() {
    return switch (this) {
      case REMOTE_HANGUP -> "The other side hung up.";
      case AGENT_HANGUP -> "The agent hung up.";
      case API_HANGUP -> "The call was ended through the API.";
      case SILENCE -> "Nobody said anything any more.";
      case MAX_DURATION -> "The call reached its longest duration.";
      case VOICEMAIL -> "A machine answered.";
      case TRANSFERRED -> "The call was transferred.";
      case INSUFFICIENT_BALANCE -> "The balance did not cover the call any more.";
      case BILLING_UNAVAILABLE -> "It could not be found out whether the balance covers the call.";
      case BUSY -> "The line was busy.";
      case NO_ANSWER -> "Nobody answered.";
      case REJECTED -> "The call was rejected.";
      case INVALID_NUMBER -> "Nobody has this number.";
      case INCOMPATIBLE_MEDIA -> "The other side speaks no codec that is spoken here.";
      case CARRIER_ERROR -> "The carrier could not connect the call.";
      case CARRIER_UNAVAILABLE -> "No carrier serves this number.";
      case CONNECTION_LOST -> "The connection was lost.";
      case MEDIA_TIMEOUT -> "Nothing was heard from the other side.";
      case QUEUE_TIMEOUT -> "The call waited too long for its turn.";
      case SERVICE_RESTART -> "The service was restarted during the call.";
      case INTERNAL_ERROR -> "Something went wrong on our side.";
    };
  }
}
