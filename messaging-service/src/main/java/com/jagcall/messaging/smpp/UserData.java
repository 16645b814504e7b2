package com.jagcall.messaging.smpp;

import com.jagcall.messaging.smpp.InboundSegment.Concatenation;
import java.util.Arrays;
import java.util.Optional;

/**
 * User data with its header read: 3GPP TS 23.040 section 9.2.3.24.
 *
 * @param headerOctets the header's, its length octet included; 0 if there is none
 * @param text what follows the header
 * @param hasShift whether the text is in a national language's table, which is not supported
 */
record UserData(
    int headerOctets, byte[] text, Optional<Concatenation> concatenation, boolean hasShift) {

  private static final int CONCATENATED_8_BIT = 0x00;
  private static final int CONCATENATED_16_BIT = 0x08;
  private static final int SINGLE_SHIFT = 0x24;
  private static final int LOCKING_SHIFT = 0x25;

  static UserData plain(byte[] data) {
    return new UserData(0, data, Optional.empty(), false);
  }

  /**
   * @throws IllegalArgumentException when the header is longer than the data, or its elements than
   *     the header
   */
  static UserData withHeader(byte[] data) {
    int end = data.length == 0 ? 0 : 1 + (data[0] & 0xFF);
    if (end == 0 || end > data.length) {
      throw new IllegalArgumentException("a header longer than its message");
    }
    Optional<Concatenation> concatenation = Optional.empty();
    boolean hasShift = false;
    int at = 1;
    while (at < end) {
      int length = at + 1 < end ? data[at + 1] & 0xFF : end;
      if (at + 2 + length > end) {
        throw new IllegalArgumentException("an element longer than its header");
      }
      int id = data[at] & 0xFF;
      hasShift |= id == SINGLE_SHIFT || id == LOCKING_SHIFT;
      Optional<Concatenation> found =
          concatenation(id, Arrays.copyOfRange(data, at + 2, at + 2 + length));
      concatenation = found.isPresent() ? found : concatenation;
      at += 2 + length;
    }
    return new UserData(end, Arrays.copyOfRange(data, end, data.length), concatenation, hasShift);
  }

  private static Optional<Concatenation> concatenation(int id, byte[] element) {
    if (id == CONCATENATED_8_BIT && element.length == 3) {
      return checked(element[0] & 0xFF, element[1] & 0xFF, element[2] & 0xFF);
    }
    if (id == CONCATENATED_16_BIT && element.length == 4) {
      int reference = (element[0] & 0xFF) << 8 | element[1] & 0xFF;
      return checked(reference, element[2] & 0xFF, element[3] & 0xFF);
    }
    return Optional.empty();
  }

  /** As the standard has it, an element that makes no sense is as none. */
  static Optional<Concatenation> checked(int reference, int total, int number) {
    return total > 1 && number >= 1 && number <= total
        ? Optional.of(new Concatenation(reference, total, number))
        : Optional.empty();
  }
}
