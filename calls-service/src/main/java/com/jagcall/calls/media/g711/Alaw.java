package com.jagcall.calls.media.g711;

/**
 * G.711 A-law (ITU-T G.711, RFC 3551 payload type 8) to and from 16-bit PCM, by table. The same
 * values as the ITU's reference software (G.191).
 */
public final class Alaw {
  /** The byte that stands for the smallest positive value: A-law has no zero. */
  public static final byte SILENCE = (byte) 0xD5;

  private static final short[] TO_PCM = new short[256];
  private static final byte[] FROM_PCM = new byte[1 << 13];

  static {
    for (int code = 0; code < 256; code++) {
      TO_PCM[code] = expand(code);
    }
    for (int i = 0; i < FROM_PCM.length; i++) {
      FROM_PCM[i] = compress((short) (i << 3));
    }
  }

  private Alaw() {}

  public static short decode(byte alaw) {
    return TO_PCM[alaw & 0xFF];
  }

  public static byte encode(short pcm) {
    return FROM_PCM[(pcm & 0xFFFF) >> 3];
  }

  public static void decode(byte[] source, int from, short[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = TO_PCM[source[from + i] & 0xFF];
    }
  }

  public static void encode(short[] source, int from, byte[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = FROM_PCM[(source[from + i] & 0xFFFF) >> 3];
    }
  }

  private static short expand(int code) {
    int bits = code ^ 0x55;
    int segment = (bits & 0x70) >> 4;
    int magnitude = (bits & 0x0F) << 4;
    magnitude = segment == 0 ? magnitude + 8 : magnitude + 0x108 << segment - 1;
    return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
  }

  private static byte compress(short pcm) {
    int value = pcm >> 3;
    int mask = value >= 0 ? 0xD5 : 0x55;
    int magnitude = value >= 0 ? value : -value - 1;
    // The first two segments have the same step; from the third on, each doubles it.
    int segment = magnitude < 32 ? 0 : 27 - Integer.numberOfLeadingZeros(magnitude);
    int step = segment < 2 ? magnitude >> 1 & 0x0F : magnitude >> segment & 0x0F;
    return (byte) ((segment << 4 | step) ^ mask);
  }
}
