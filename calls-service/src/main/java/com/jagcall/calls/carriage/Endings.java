package com.jagcall.calls.carriage;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.sip.LegEnd;

/** Says in the words of a call how its leg ended. */
final class Endings {
  private Endings() {}

  /**
   * The reason.
   *
   * @param ours why we hung up; null: we did not
   */
  static EndReason reason(LegEnd end, EndReason ours) {
    if (ours != null && !end.remote()) {
      return ours;
    }
    return switch (end.cause()) {
      case HANGUP -> end.remote() ? EndReason.REMOTE_HANGUP : EndReason.AGENT_HANGUP;
      case CANCELED, REFUSED -> EndReason.REMOTE_HANGUP;
      case TRANSFERRED -> EndReason.TRANSFERRED;
      case BUSY -> EndReason.BUSY;
      case NO_ANSWER -> EndReason.NO_ANSWER;
      case REJECTED -> EndReason.REJECTED;
      case INVALID_NUMBER -> EndReason.INVALID_NUMBER;
      case INCOMPATIBLE_MEDIA -> EndReason.INCOMPATIBLE_MEDIA;
      case AUTHENTICATION_FAILED, CARRIER_ERROR -> EndReason.CARRIER_ERROR;
      case NO_TRUNK -> EndReason.CARRIER_UNAVAILABLE;
      case PEER_LOST -> EndReason.CONNECTION_LOST;
      case STOPPED -> EndReason.SERVICE_RESTART;
    };
  }

  /** For the call's log: {@code 486 Busy Here}; null when there is nothing to say. */
  static String detail(LegEnd end) {
    String status = end.sipStatus() == 0 ? "" : String.valueOf(end.sipStatus());
    String detail = (status + " " + (end.reason() == null ? "" : end.reason())).strip();
    return detail.isEmpty() ? null : detail;
  }
}
