package com.jagcall.messaging.text;

/** How the text of an outgoing message is written in its segments' user data. */
public enum Encoding {
  /**
   * The default alphabet of 3GPP TS 23.038 with its extension table: one septet to an octet of
   * {@link Segment#userData()}, never packed there.
   */
  GSM7,
  /** UTF-16, big-endian: two octets to a code unit, four to a character beyond U+FFFF. */
  UCS2
}
