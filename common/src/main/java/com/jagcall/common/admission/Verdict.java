package com.jagcall.common.admission;

import com.jagcall.common.error.ErrorCode;

/** What admission decides on a request. */
sealed interface Verdict {

  /** Let in and counted. */
  record Admitted(Caller caller, Quota quota) implements Verdict {}

  /** Over a limit. */
  record Limited(Quota quota) implements Verdict {}

  /** Refused for its credentials, which counts against the client's address. */
  record Refused(ErrorCode code) implements Verdict {}
}
