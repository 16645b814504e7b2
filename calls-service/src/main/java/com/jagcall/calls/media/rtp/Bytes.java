package com.jagcall.calls.media.rtp;

/** Numbers in network byte order. */
public final class Bytes {
  private Bytes() {}

  public static int uint16(byte[] from, int at) {
    return (from[at] & 0xFF) << 8 | from[at + 1] & 0xFF;
  }

  public static int int32(byte[] from, int at) {
    return uint16(from, at) << 16 | uint16(from, at + 2);
  }

  public static void put16(byte[] to, int at, int value) {
    to[at] = (byte) (value >> 8);
    to[at + 1] = (byte) value;
  }

  public static void put32(byte[] to, int at, int value) {
    put16(to, at, value >> 16);
    put16(to, at + 2, value);
  }
}
