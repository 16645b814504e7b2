package com.jagcall.calls.sip;

/** What a final response to an INVITE means for a customer. */
final class Endings {

  private Endings() {}

  static EndCause of(int status) {
    return switch (status) {
      case 486, 600 -> EndCause.BUSY;
      case 408, 480, 487 -> EndCause.NO_ANSWER;
      case 404, 410, 416, 484, 485, 604 -> EndCause.INVALID_NUMBER;
      case 403, 433, 603, 607, 608 -> EndCause.REJECTED;
      case 415, 488, 606 -> EndCause.INCOMPATIBLE_MEDIA;
      case 401, 407 -> EndCause.AUTHENTICATION_FAILED;
      default -> EndCause.CARRIER_ERROR;
    };
  }

  /** Whether another trunk may do better: the trunk failed, not the callee. */
  static boolean trunkFailed(int status) {
    return switch (status) {
      case 401, 407, 408, 500, 502, 503, 504, 513, 580 -> true;
      default -> false;
    };
  }
}
