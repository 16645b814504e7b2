package com.jagcall.messaging.smpp;

/** What the service did with an {@link InboundSegment}, and what the SMSC is told. */
public enum InboundOutcome {
  /** It is committed: ESME_ROK. */
  STORED,
  /** Nobody has the number: ESME_RINVDSTADR, the SMSC gives the message up. */
  UNKNOWN_NUMBER,
  /** Not now: ESME_RX_T_APPN, the SMSC delivers it again. */
  TRY_LATER
}
