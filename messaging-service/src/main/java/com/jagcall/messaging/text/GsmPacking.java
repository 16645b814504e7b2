package com.jagcall.messaging.text;

import java.util.Arrays;

/**
 * Eight septets in seven octets: 3GPP TS 23.038 section 6.1.2.1, for the SMSCs that want them so.
 */
public final class GsmPacking {

  private GsmPacking() {}

  /**
   * @param fillBits 0 to 6, zeros before the first septet: those that end a user data header on a
   *     septet's border
   */
  public static byte[] pack(byte[] septets, int fillBits) {
    byte[] octets = new byte[(septets.length * 7 + fillBits + 7) / 8];
    int bit = fillBits;
    for (byte septet : septets) {
      int shifted = (septet & 0x7F) << (bit % 8);
      octets[bit / 8] |= (byte) shifted;
      if (bit % 8 > 1) {
        octets[bit / 8 + 1] |= (byte) (shifted >> 8);
      }
      bit += 7;
    }
    return octets;
  }

  /**
   * All septets that octets can hold. Seven spare bits of zeros are no character: a sender who has
   * one septet fewer than fit into whole octets is to fill with CR (section 6.1.2.3.1), and a last
   * {@code @} is taken for the filling that most send.
   *
   * @param fillBits as in {@link #pack}
   */
  public static byte[] unpack(byte[] octets, int fillBits) {
    int bits = octets.length * 8 - fillBits;
    int count = Math.max(bits / 7, 0);
    byte[] septets = new byte[count];
    int bit = fillBits;
    for (int i = 0; i < count; i++, bit += 7) {
      int value = (octets[bit / 8] & 0xFF) >> (bit % 8);
      if (bit % 8 > 1) {
        value |= (octets[bit / 8 + 1] & 0xFF) << (8 - bit % 8);
      }
      septets[i] = (byte) (value & 0x7F);
    }
    boolean isFilling = count > 0 && bits % 7 == 0 && septets[count - 1] == 0;
    return isFilling ? Arrays.copyOf(septets, count - 1) : septets;
  }
}
