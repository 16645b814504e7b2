package com.jagcall.calls.media.g711;

/**
 * G.711 µ-law (ITU-T G.711, RFC 3551 payload type 0) to and from 16-bit PCM, by table. The same
 * values as the ITU's reference software (G.191).
 */
public final class Ulaw {
  /** The byte that stands for zero. */
  public static final byte SILENCE = (byte) 0xFF;

  private static final int BIAS = 0x84;
  private static final int CLIP = 32635;
  private static final short[] TO_PCM = new short[256];
  private static final byte[] FROM_PCM = new byte[1 << 14];

  static {
    for (int code = 0; code < 256; code++) {
      TO_PCM[code] = expand(code);
    }
    for (int i = 0; i < FROM_PCM.length; i++) {
      FROM_PCM[i] = compress((short) (i << 2));
    }
  }

  private Ulaw() {}

  public static short decode(byte ulaw) {
    return TO_PCM[ulaw & 0xFF];
  }

  public static byte encode(short pcm) {
    return FROM_PCM[(pcm & 0xFFFF) >> 2];
  }

  public static void decode(byte[] source, int from, short[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = TO_PCM[source[from + i] & 0xFF];
    }
  }

  public static void encode(short[] source, int from, byte[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = FROM_PCM[(source[from + i] & 0xFFFF) >> 2];
    }
  }

  private static short expand(int code) {
    int bits = ~code;
    int magnitude = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
    return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
  }

  private static byte compress(short pcm) {
    int sign = pcm < 0 ? 0x80 : 0;
    int magnitude = Math.min(pcm < 0 ? ~pcm : pcm, CLIP) + BIAS;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    int step = magnitude >> (segment + 3) & 0x0F;
    return (byte) ~(sign | segment << 4 | step);
  }
}
