package com.jagcall.messaging.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A message's text, encoded and cut into the segments that are sent and charged: 160 septets in one
 * or 153 in each of several, and where a character is not in the default alphabet 70 UTF-16 code
 * units or 67. Those are the 140 octets of a short message, less the 6 of a user data header with
 * an 8-bit reference (3GPP TS 23.040 section 9.2.3.24.1).
 *
 * <p>An escape and its character, and the two halves of a surrogate pair, always stand in the same
 * segment. Half of a pair alone is no character; it becomes U+FFFD.
 *
 * @param segments 1 to 255, in order
 */
public record SegmentedText(Encoding encoding, List<Segment> segments) {

  private static final int SINGLE_SEPTETS = 160;
  private static final int PART_SEPTETS = 153;
  private static final int SINGLE_OCTETS = 140;
  private static final int PART_OCTETS = 134;
  private static final int MAX_SEGMENTS = 255;

  /**
   * @throws IllegalArgumentException if it takes more than 255 segments
   */
  public static SegmentedText of(String body) {
    byte[] septets = septets(body);
    if (septets != null) {
      return new SegmentedText(
          Encoding.GSM7, cut(septets, Encoding.GSM7, SINGLE_SEPTETS, PART_SEPTETS));
    }
    byte[] octets = wellFormed(body).getBytes(StandardCharsets.UTF_16BE);
    return new SegmentedText(Encoding.UCS2, cut(octets, Encoding.UCS2, SINGLE_OCTETS, PART_OCTETS));
  }

  /** The text in the default alphabet; null where a character is not in it. */
  private static byte[] septets(String body) {
    int length = 0;
    for (int i = 0; i < body.length(); i++) {
      int septets = GsmAlphabet.septets(body.charAt(i));
      if (septets == GsmAlphabet.NOT_IN_ALPHABET) {
        return null;
      }
      length += septets;
    }
    byte[] septets = new byte[length];
    int at = 0;
    for (int i = 0; i < body.length(); i++) {
      at = GsmAlphabet.write(body.charAt(i), septets, at);
    }
    return septets;
  }

  private static String wellFormed(String body) {
    StringBuilder text = new StringBuilder(body.length());
    body.codePoints().map(SegmentedText::orReplacement).forEach(text::appendCodePoint);
    return text.toString();
  }

  private static int orReplacement(int codePoint) {
    boolean isHalf = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return isHalf ? 0xFFFD : codePoint;
  }

  private static List<Segment> cut(byte[] data, Encoding encoding, int single, int part) {
    if (data.length <= single) {
      return List.of(new Segment(1, 1, data));
    }
    List<byte[]> pieces = new ArrayList<>();
    int start = 0;
    while (start < data.length) {
      int end = Math.min(start + part, data.length);
      if (end < data.length && isInsideCharacter(data, encoding, end)) {
        end -= encoding == Encoding.GSM7 ? 1 : 2;
      }
      pieces.add(Arrays.copyOfRange(data, start, end));
      start = end;
    }
    if (pieces.size() > MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          pieces.size() + " segments, at most " + MAX_SEGMENTS + " can be sent");
    }
    List<Segment> segments = new ArrayList<>(pieces.size());
    for (byte[] piece : pieces) {
      segments.add(new Segment(segments.size() + 1, pieces.size(), piece));
    }
    return List.copyOf(segments);
  }

  /**
   * Whether a cut before {@code at} would part an escape from its character, or a surrogate from
   * the other.
   */
  private static boolean isInsideCharacter(byte[] data, Encoding encoding, int at) {
    return switch (encoding) {
      // No character's own septet is the escape, so the one before the cut tells.
      case GSM7 -> data[at - 1] == GsmAlphabet.ESCAPE;
      case UCS2 ->
          Character.isHighSurrogate((char) ((data[at - 2] & 0xFF) << 8 | data[at - 1] & 0xFF));
    };
  }
}
