package com.jagcall.carrier.sip;

/** ITU-T G.711, from linear 16 bit samples. */
final class G711 {

  private static final int BIAS = 0x84;
  private static final int CLIP = 32_635;

  private G711() {}

  static byte encode(int payloadType, int sample) {
    return payloadType == 8 ? aLaw(sample) : muLaw(sample);
  }

  private static byte muLaw(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
    int exponent = 7 - Math.max(0, Integer.numberOfLeadingZeros(magnitude) - 17);
    int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
    return (byte) ~(sign | (exponent << 4) | mantissa);
  }

  private static byte aLaw(int sample) {
    int sign = sample < 0 ? 0 : 0x80;
    int magnitude = Math.min(sample < 0 ? ~sample : sample, 32_767);
    int exponent = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
    int mantissa = exponent == 0 ? magnitude >> 4 : (magnitude >> (exponent + 3)) & 0x0F;
    return (byte) ((sign | (exponent << 4) | mantissa) ^ 0x55);
  }

  /** The linear sample, of 16 bits. */
  static short decode(int payloadType, byte code) {
    return (short) (payloadType == 8 ? fromALaw(code) : fromMuLaw(code));
  }

  private static int fromMuLaw(byte code) {
    int bits = ~code & 0xFF;
    int magnitude = (((bits & 0x0F) << 3) + BIAS << (bits >> 4 & 7)) - BIAS;
    return (bits & 0x80) != 0 ? -magnitude : magnitude;
  }

  private static int fromALaw(byte code) {
    int bits = (code ^ 0x55) & 0xFF;
    int exponent = bits >> 4 & 7;
    int mantissa = (bits & 0x0F) << 4;
    int magnitude = exponent == 0 ? mantissa + 8 : mantissa + 0x108 << exponent - 1;
    return (bits & 0x80) != 0 ? magnitude : -magnitude;
  }

  static byte silence(int payloadType) {
    return encode(payloadType, 0);
  }
}
