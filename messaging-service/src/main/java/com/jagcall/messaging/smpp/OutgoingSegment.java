package com.jagcall.messaging.smpp;

import com.jagcall.messaging.text.Encoding;
import com.jagcall.messaging.text.Segment;

/**
 * One segment on its way out.
 *
 * @param messageId ours, for the log only; never on the wire
 * @param from E.164 with its plus sign
 * @param to E.164 with its plus sign
 * @param concatenationReference 0 to 65535, the same for all segments of a message and another for
 *     the next message to the same recipient; not used where {@code segment.total()} is 1. A bind
 *     with 8-bit references uses the low octet
 */
public record OutgoingSegment(
    String messageId,
    String from,
    String to,
    Encoding encoding,
    Segment segment,
    int concatenationReference) {

  public OutgoingSegment {
    if (concatenationReference < 0 || concatenationReference > 0xFFFF) {
      throw new IllegalArgumentException("concatenation reference " + concatenationReference);
    }
  }
}
