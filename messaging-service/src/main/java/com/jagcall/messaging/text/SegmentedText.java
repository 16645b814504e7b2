package com.jagcall.messaging.text;

import java.util.List;

/**
 * A message's text, encoded and cut into the segments that are sent and charged: 160 septets in one
 * or 153 in each of several, and where a character is not in the default alphabet 70 UTF-16 code
 * units or 67 (3GPP TS 23.040 section 9.2.3.24.1 with a 7-octet header, which leaves 134 octets,
 * holds both for 8-bit and 16-bit references).
 *
 * <p>An escape and its character, and the two halves of a surrogate pair, always stand in the same
 * segment. Half of a pair alone is no character; it becomes U+FFFD.
 *
 * @param segments 1 to 255, in order
 */
public record SegmentedText(Encoding encoding, List<Segment> segments) {

  /**
   * @throws IllegalArgumentException if it takes more than 255 segments
   */
  public static SegmentedText of(String body) {
    throw new UnsupportedOperationException(body);
  }
}
