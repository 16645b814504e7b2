package com.jagcall.messaging.text;

/** What a received part's user data is written in. */
public enum Alphabet {
  /** 3GPP TS 23.038, one septet to an octet (a packed one was unpacked on receipt). */
  GSM7,
  /** UTF-16, big-endian. */
  UCS2,
  /** ISO 8859-1. */
  LATIN1,
  /** ISO 646 (IA5). */
  ASCII
}
